package io.cueline.workbench.processes;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.TopicFollower;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A run's transcript-frames, as they were read from the tenant: to be written elsewhere again. */
record Recording(List<Frame> frames) {

  /**
   * Reads all partitions into the one order in which ingest wrote: by epoch, then by place; an
   * epoch before its frames, a tick before the frame whose place it carries. What was written to
   * every partition is one here.
   */
  static Recording read(KafkaAccess kafka) {
    List<Frame> frames = new ArrayList<>();
    Set<Frame> everywhere = new HashSet<>();
    try (TopicFollower follower = new TopicFollower(kafka)) {
      follower.take(
          Topics.TRANSCRIPT_FRAMES,
          frame -> {
            if (!isEverywhere(frame) || everywhere.add(frame)) {
              frames.add(frame);
            }
          });
      follower.readToEnd();
    }
    frames.sort(
        Comparator.comparingLong(Frame::getEpoch)
            .thenComparingInt(frame -> frame.getKind() == FrameKind.EPOCH ? 0 : 1)
            .thenComparingLong(Frame::getSeq)
            .thenComparingInt(frame -> frame.getKind() == FrameKind.TICK ? 0 : 1)
            .thenComparing(Frame::getAt));
    return new Recording(frames);
  }

  /** Only every n-th tick. */
  Recording withTicksThinned(int n) {
    List<Frame> kept = new ArrayList<>();
    int ticks = 0;
    for (Frame frame : frames) {
      if (frame.getKind() != FrameKind.TICK || ticks++ % n == 0) {
        kept.add(frame);
      }
    }
    return new Recording(kept);
  }

  /** Writes them as ingest would, ticks and epochs to every partition. */
  void write(KafkaAccess kafka, int partitions) {
    String topic = new TopicNames(kafka.prefix()).of(Topics.TRANSCRIPT_FRAMES);
    AvroSerde<Frame> serde = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
    Map<String, Object> config = kafka.clientConfig();
    try (KafkaProducer<String, Frame> producer =
        new KafkaProducer<>(config, new StringSerializer(), serde)) {
      for (Frame frame : frames) {
        long at = frame.getAt().toEpochMilli();
        if (isEverywhere(frame)) {
          for (int partition = 0; partition < partitions; partition++) {
            var _ =
                producer.send(new ProducerRecord<>(topic, partition, at, frame.getSource(), frame));
          }
        } else {
          var _ =
              producer.send(new ProducerRecord<>(topic, null, at, frame.getInteractionId(), frame));
        }
      }
    }
  }

  private static boolean isEverywhere(Frame frame) {
    return frame.getKind() == FrameKind.TICK || frame.getKind() == FrameKind.EPOCH;
  }
}
