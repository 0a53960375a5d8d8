package io.cueline.publisher.testing;

import io.cueline.broker.EmbeddedBroker;

/** One broker for all tests of this JVM; each test has topics of its own on it. */
public final class SharedBroker {

  public static final EmbeddedBroker INSTANCE = start();

  private SharedBroker() {}

  private static EmbeddedBroker start() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
    return broker;
  }
}
