package io.cueline.broker;

import java.util.concurrent.atomic.AtomicInteger;

/** One broker for all tests of a JVM, started by the first that asks; each has its own topics. */
public final class SharedBroker {

  public static final EmbeddedBroker INSTANCE = start();

  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private SharedBroker() {}

  /** A prefix of topics that nobody has had: a test tried again must not find its own remains. */
  public static String freshPrefix(String name) {
    return name + "-" + PREFIXES.incrementAndGet() + ".";
  }

  private static EmbeddedBroker start() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
    return broker;
  }
}
