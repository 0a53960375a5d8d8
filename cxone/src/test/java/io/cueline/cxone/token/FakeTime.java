package io.cueline.cxone.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that moves when told, or when somebody sleeps by it. */
public final class FakeTime implements InstantSource, Sleeper {

  private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final List<Duration> slept = new CopyOnWriteArrayList<>();

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    slept.add(duration);
    pass(duration);
  }

  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  public List<Duration> slept() {
    return List.copyOf(slept);
  }
}
