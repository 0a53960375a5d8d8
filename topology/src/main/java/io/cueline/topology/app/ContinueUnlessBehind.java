package io.cueline.topology.app;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that cannot be processed goes to {@code topology-errors} and the next is taken, unless
 * it only had to wait for its rules: then the task begins again from its last commit.
 */
public final class ContinueUnlessBehind implements ProcessingExceptionHandler {

  private final LogAndContinueProcessingExceptionHandler others =
      new LogAndContinueProcessingExceptionHandler();

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    return exception instanceof RulesBehindException
        ? Response.fail()
        : others.handleError(context, record, exception);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    others.configure(configs);
  }
}
