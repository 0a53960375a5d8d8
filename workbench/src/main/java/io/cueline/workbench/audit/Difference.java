package io.cueline.workbench.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Something that is on record otherwise than it is decided again.
 *
 * @param record which, for people: {@code violation 4f…}
 * @param field where in it, as {@code evidence[0].text}; empty for the record as a whole
 * @param recorded what stands there; {@code nothing} where the record is missing
 * @param decided what is decided again
 */
public record Difference(String record, String field, String recorded, String decided) {

  /** When and how fast is nobody's verdict. */
  private static final Set<String> PROCESSING_TIMES = Set.of("decidedAt", "receivedAt");

  private static final String NOTHING = "nothing";

  static Difference missing(String record, String decided) {
    return new Difference(record, "", NOTHING, decided);
  }

  static Difference invented(String record, String recorded) {
    return new Difference(record, "", recorded, NOTHING);
  }

  /** All there is between two records of one kind, but for processing times. */
  static List<Difference> between(String name, IndexedRecord recorded, IndexedRecord decided) {
    List<Difference> differences = new ArrayList<>();
    records(name, "", recorded, decided, differences);
    return differences;
  }

  private static void records(
      String name, String path, IndexedRecord one, IndexedRecord other, List<Difference> into) {
    for (Schema.Field field : one.getSchema().getFields()) {
      if (!PROCESSING_TIMES.contains(field.name())) {
        String at = path.isEmpty() ? field.name() : path + "." + field.name();
        values(name, at, one.get(field.pos()), other.get(field.pos()), into);
      }
    }
  }

  private static void values(
      String name,
      String path,
      @Nullable Object one,
      @Nullable Object other,
      List<Difference> into) {
    if (Objects.equals(one, other)) {
      return;
    }
    if (one instanceof IndexedRecord left && other instanceof IndexedRecord right) {
      records(name, path, left, right, into);
    } else if (one instanceof List<?> left
        && other instanceof List<?> right
        && left.size() == right.size()) {
      for (int at = 0; at < left.size(); at++) {
        values(name, "%s[%d]".formatted(path, at), left.get(at), right.get(at), into);
      }
    } else {
      into.add(new Difference(name, path, String.valueOf(one), String.valueOf(other)));
    }
  }
}
