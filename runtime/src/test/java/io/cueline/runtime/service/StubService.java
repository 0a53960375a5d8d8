package io.cueline.runtime.service;

/** Does nothing, and takes as long as it is told to stop doing it. */
record StubService(String name, Runnable closing) implements Service {

  @Override
  public void close() {
    closing.run();
  }
}
