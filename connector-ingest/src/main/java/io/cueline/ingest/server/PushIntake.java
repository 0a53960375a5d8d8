package io.cueline.ingest.server;

import io.cueline.ingest.stream.MessageListener;
import java.time.Duration;

/** What is done with what is pushed. Thread-safe; blocks while Kafka takes nothing. */
public interface PushIntake extends MessageListener {

  /**
   * Somebody is there (again): an epoch begins.
   *
   * @param missed since so long ago something may be missing, though others were there; zero where
   *     only the time without anybody counts
   */
  void connected(Duration missed);

  /** What time goes by from now on may be missed: no tick until the next {@link #connected}. */
  void disconnected(boolean readUpToNow);

  /** A message; its frames are under way to Kafka when this returns. */
  Taken take(String raw);

  /** Nobody waits to hear what became of it. */
  @Override
  default void message(String raw) {
    take(raw);
  }

  /** The other side has shown to be there. */
  void alive();
}
