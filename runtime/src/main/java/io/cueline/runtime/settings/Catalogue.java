package io.cueline.runtime.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that can be set, for people: what {@code cueline settings} prints and docs hold. */
public final class Catalogue {

  /**
   * One setting as it is shown.
   *
   * @param defaultText {@code (none)} where it is empty, {@code (required)} where somebody must set
   *     it
   */
  public record Row(
      String key, String environmentName, String defaultText, String doc, boolean secret) {}

  private Catalogue() {}

  /** In alphabetical order; of two with the same key the later. */
  public static List<Row> rows(List<Setting<?>> settings) {
    return Settings.defaults(settings).catalogue().stream()
        .map(
            setting ->
                new Row(
                    setting.key(),
                    setting.environmentName(),
                    setting.defaultText().map(Catalogue::shown).orElse("(required)"),
                    setting.doc(),
                    setting.secret()))
        .sorted(Comparator.comparing(Row::key))
        .toList();
  }

  /** For a terminal: two lines per setting, the second indented. */
  public static String text(List<Setting<?>> settings) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows(settings)) {
      lines.add("%s = %s".formatted(row.key(), row.defaultText()));
      lines.add("    %s%s".formatted(row.doc(), row.secret() ? " [secret]" : ""));
      lines.add("    %s".formatted(row.environmentName()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** For documentation: a table. */
  public static String markdown(List<Setting<?>> settings) {
    List<String> lines = new ArrayList<>();
    lines.add("| setting | environment | default | what |");
    lines.add("|---|---|---|---|");
    for (Row row : rows(settings)) {
      lines.add(
          "| `%s` | `%s` | %s | %s%s |"
              .formatted(
                  row.key(),
                  row.environmentName(),
                  row.defaultText().startsWith("(")
                      ? row.defaultText()
                      : "`" + row.defaultText() + "`",
                  row.doc().replace("|", "\\|"),
                  row.secret() ? " (secret)" : ""));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String shown(String defaultText) {
    return defaultText.isEmpty() ? "(none)" : defaultText;
  }
}
