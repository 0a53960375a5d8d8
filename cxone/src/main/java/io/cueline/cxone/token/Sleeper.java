package io.cueline.cxone.token;

import java.time.Duration;

/** Waits; replaced in tests, so that none of them sleeps. */
@FunctionalInterface
public interface Sleeper {

  /** Really waits. */
  Sleeper REAL = Thread::sleep;

  void sleep(Duration duration) throws InterruptedException;
}
