package io.cueline.workbench.audit;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes out what stands in {@code violations}, each violation once and as it stands last: what has
 * been erased since is not taken along. In the order of the log, partition by partition.
 */
public final class Export {

  /** How a violation is written. */
  public enum Format {
    /** A JSON object a line. */
    JSONL,
    /** With a line of column names first. */
    CSV
  }

  private final Format format;
  private final Optional<Instant> from;
  private final Optional<Instant> to;
  private int written;

  /**
   * @param from of violations at this time or later, on their interaction's clock
   * @param to of violations before this time
   */
  public Export(Format format, Optional<Instant> from, Optional<Instant> to) {
    this.format = format;
    this.from = from;
    this.to = to;
  }

  /**
   * Writes to the present end of the topic.
   *
   * @return how many violations
   */
  public int write(KafkaAccess kafka, Appendable out) {
    try (LogReader log = new LogReader(kafka)) {
      List<TopicPartition> partitions = log.partitions(Topics.VIOLATIONS);
      if (format == Format.CSV) {
        line(out, String.join(",", HitRow.NAMES));
      }
      for (TopicPartition partition : partitions) {
        Map<String, Long> last = new HashMap<>();
        log.read(Topics.VIOLATIONS, partition, row -> last.put(row.key(), row.offset()));
        log.read(
            Topics.VIOLATIONS,
            partition,
            row -> {
              Long latest = last.get(row.key());
              if (latest != null && latest == row.offset() && isWanted(row.value())) {
                HitRow hit = HitRow.of(row.value());
                line(out, format == Format.CSV ? hit.toCsv() : hit.toJson());
                written++;
              }
            });
      }
    }
    return written;
  }

  private boolean isWanted(Violation violation) {
    Instant at = violation.getAt();
    return from.filter(at::isBefore).isEmpty() && to.filter(each -> !at.isBefore(each)).isEmpty();
  }

  private void line(Appendable out, String line) {
    try {
      // RFC 4180 wants both characters; JSON lines want one.
      out.append(line).append(format == Format.CSV ? "\r\n" : "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
