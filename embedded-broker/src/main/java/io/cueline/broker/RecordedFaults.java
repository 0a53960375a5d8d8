package io.cueline.broker;

import java.util.Optional;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the first fatal fault of a broker. Kafka's own handlers would halt the whole process, and
 * with it the services beside us. Thread-safe.
 */
final class RecordedFaults implements FaultHandlerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedFaults.class);

  private volatile Optional<String> first = Optional.empty();

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      LOG.atError()
          .addKeyValue("handler", name)
          .addKeyValue("fatal", fatal)
          .setCause(cause)
          .log("Broker fault: {}", message);
      action.run();
      if (fatal) {
        record(name + ": " + message);
      }
      return new IllegalStateException(message, cause);
    };
  }

  Optional<String> first() {
    return first;
  }

  private synchronized void record(String fault) {
    if (first.isEmpty()) {
      first = Optional.of(fault);
    }
  }
}
