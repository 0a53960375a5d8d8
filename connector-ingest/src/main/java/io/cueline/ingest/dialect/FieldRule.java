package io.cueline.ingest.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a field is read.
 *
 * @param path where it stands; empty for a field that is always the same
 * @param values what the tenant's words mean, keys in lower case; a word not among them is itself
 * @param absent what counts where there is nothing
 */
public record FieldRule(
    Optional<FieldPath> path, Map<String, String> values, Optional<String> absent) {

  public FieldRule {
    if (path.isEmpty() && absent.isEmpty()) {
      throw new IllegalArgumentException("expected a JSON pointer such as /interactionId");
    }
    values = Map.copyOf(values);
  }

  /** What a word of the tenant's means here. */
  String meaning(String word) {
    if (values.isEmpty()) {
      return word;
    }
    @Nullable String meaning = values.get(word.strip().toLowerCase(Locale.ROOT));
    return meaning == null ? word : meaning;
  }

  /** For a reason that people read. */
  @Override
  public String toString() {
    return path.map(FieldPath::toString).orElse("a fixed value");
  }
}
