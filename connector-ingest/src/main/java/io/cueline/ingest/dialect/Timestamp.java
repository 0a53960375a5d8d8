package io.cueline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's own time stamps: ISO-8601, without a zone in UTC, or a number since 1970. They
 * decide nothing, so one that cannot be read is no reason to lose what was said: it is left out.
 */
final class Timestamp {

  /** Larger numbers are milliseconds, smaller ones seconds: as seconds this is the year 5138. */
  private static final double MOST_SECONDS = 1e11;

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Timestamp() {}

  static @Nullable Instant read(JsonNode value) {
    try {
      Instant instant = value.isNumber() ? ofNumber(value.doubleValue()) : ofText(value.asText());
      return instant.isBefore(FIRST) || instant.isAfter(LAST)
          ? null
          : instant.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException | ArithmeticException unreadable) {
      return null;
    }
  }

  private static Instant ofNumber(double number) {
    double millis = number < MOST_SECONDS ? number * 1_000 : number;
    return Instant.ofEpochMilli(Math.round(millis));
  }

  private static Instant ofText(String text) {
    String iso = text.strip().replace(' ', 'T');
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return switch (time) {
      case OffsetDateTime zoned -> zoned.toInstant();
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      default -> throw new DateTimeException("neither with nor without a zone");
    };
  }
}
