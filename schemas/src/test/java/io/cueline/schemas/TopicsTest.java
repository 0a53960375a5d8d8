package io.cueline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** The catalogue: names are unique, and an interaction's records meet in one partition. */
final class TopicsTest {

  @Test
  void everyTopicHasANameOfItsOwn() {
    assertThat(Topics.ALL).extracting(Topic::baseName).doesNotHaveDuplicates().hasSize(19);
  }

  @Test
  void thePrefixIsPutBeforeTheName() {
    assertThat(new TopicNames("acme.").of(Topics.CUES)).isEqualTo("acme.cues");
  }

  @Test
  void aPrefixThatKafkaWouldRefuseIsRefusedAtOnce() {
    assertThatThrownBy(() -> new TopicNames("acme corp/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acme corp/");
  }

  @Property
  void anInteractionGoesWhereKafkasOwnPartitionerPutsItsKey(
      @ForAll String interactionId, @ForAll @IntRange(min = 1, max = 64) int partitions) {
    byte[] key = interactionId.getBytes(StandardCharsets.UTF_8);

    assertThat(InteractionPartitioner.partition(interactionId, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
  }
}
