package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.wire.Message;
import java.time.Duration;
import java.time.Instant;

/** Where the messages of one stream go. Only the replay's thread sends; the rest may be any. */
public interface Outlet {

  /** What became of a message. */
  enum Taken {
    /** It was handed over. */
    YES,
    /** Nobody is there; it can be tried again. */
    NOBODY_HERE,
    /** Somebody is there, and asked for other things: it is not sent at all. */
    NOBODY_WANTS
  }

  /** Begins to look for the other side, where the tenant is the one who comes. */
  default void start() {}

  /** How many listen. */
  int listeners();

  /** Called, on any thread, whenever somebody has come or gone. */
  void onChange(Runnable listener);

  /** Sends a message, and tells the time before it where that has changed. */
  Taken send(Message message, Instant at);

  /** Tells the time. */
  void beat(Instant at);

  /** Cuts every connection, without a farewell. */
  void dropAll();

  /** Those that are connected now hear nothing more and get no answer, to pings neither. */
  void silence();

  /** From now on nobody who does not read is waited for. */
  void giveUpOnSlowOnes();

  /** For good; says good-bye, so that the other side reads all that was sent. */
  void closeAll(Duration atMost);
}
