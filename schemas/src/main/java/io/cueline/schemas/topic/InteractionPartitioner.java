package io.cueline.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where an interaction's records go, whatever their key. The same as Kafka's default partitioner
 * gives for the interaction id as a UTF-8 key, so records keyed by interaction need no partitioner.
 */
public final class InteractionPartitioner {

  private InteractionPartitioner() {}

  public static int partition(String interactionId, int partitions) {
    byte[] key = interactionId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
