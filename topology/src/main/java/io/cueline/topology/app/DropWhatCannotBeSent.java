package io.cueline.topology.app;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that no attempt would ever send is dropped, and the one that caused it goes to {@code
 * topology-errors}; any other failure to send is the environment's and ends the attempt.
 */
public final class DropWhatCannotBeSent implements ProductionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(DropWhatCannotBeSent.class);

  private final DefaultProductionExceptionHandler others = new DefaultProductionExceptionHandler();

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    Response response = others.handleError(context, record, exception);
    return switch (exception) {
      case RecordTooLargeException large -> drop(record, large, response);
      case InvalidTimestampException stamp -> drop(record, stamp, response);
      case InvalidRecordException invalid -> drop(record, invalid, response);
      default -> response;
    };
  }

  @Override
  @SuppressWarnings("rawtypes") // as in Kafka's interface
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    Response response = others.handleSerializationError(context, record, exception, origin);
    return drop(record, exception, response);
  }

  private static Response drop(ProducerRecord<?, ?> record, Exception why, Response response) {
    LOG.atError()
        .addKeyValue("topic", record.topic())
        .addKeyValue("reason", why.toString())
        .log("Record dropped: it can never be sent");
    return Response.resume(response.deadLetterQueueRecords());
  }

  @Override
  public void configure(Map<String, ?> configs) {
    others.configure(configs);
  }
}
