package io.cueline.runtime.service;

/** A running part of Cueline. Closing stops it in order: nothing half done, all threads ended. */
public interface Service extends AutoCloseable {

  /** Short, for logs and health: {@code ingest}, {@code topology}, {@code publisher}. */
  String name();

  /** Idempotent; returns when everything has stopped, at the latest after ten seconds. */
  @Override
  void close();
}
