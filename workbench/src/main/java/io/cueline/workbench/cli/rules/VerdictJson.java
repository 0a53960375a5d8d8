package io.cueline.workbench.cli.rules;

import io.cueline.workbench.trial.Verdict;
import io.cueline.workbench.trial.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A verdict for programs. */
final class VerdictJson {

  private VerdictJson() {}

  static Map<String, Object> of(Verdict verdict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("interactionId", verdict.interactionId());
    fields.put("ruleId", verdict.ruleId());
    fields.put("outcome", verdict.outcome());
    fields.put("atMs", verdict.atMs());
    fields.put("evidence", evidence(verdict));
    fields.put("mode", lower(verdict.mode()));
    verdict.reason().ifPresent(reason -> fields.put("reason", reason));
    return fields;
  }

  static List<Map<String, Object>> evidence(Verdict verdict) {
    return verdict.evidence().stream().map(VerdictJson::of).toList();
  }

  private static Map<String, Object> of(Words words) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", words.text());
    fields.put("start", words.start());
    fields.put("end", words.end());
    fields.put("speaker", lower(words.speaker()));
    fields.put("turn", words.turn());
    return fields;
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
