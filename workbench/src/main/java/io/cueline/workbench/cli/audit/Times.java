package io.cueline.workbench.cli.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment, {@code 2026-05-01T10:00:00Z}, or the beginning of a day in UTC, {@code 2026-05-01}. */
final class Times implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException neither) {
      throw new TypeConversionException(
          "'%s' is neither a time as 2026-05-01T10:00:00Z nor a day as 2026-05-01".formatted(text));
    }
  }
}
