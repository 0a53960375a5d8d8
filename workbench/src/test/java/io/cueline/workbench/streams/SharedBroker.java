package io.cueline.workbench.streams;

import io.cueline.broker.EmbeddedBroker;

/** One broker for all tests of this package; each test has topics of its own on it. */
final class SharedBroker {

  static final EmbeddedBroker INSTANCE = start();

  private SharedBroker() {}

  private static EmbeddedBroker start() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
    return broker;
  }
}
