package io.cueline.workbench.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds the masks against data in which personal data is marked. Two formats are known by their
 * fields: marked texts, {@code {"text", "spans": [{"type", "start", "end"}]}}, and callers who say
 * who they are, {@code {"gold": {"postcode", "name", "dob"}, "turns": [{"text", "item"}]}}.
 *
 * <p>A marked piece is found when no letter and no digit of it is left. Masked is right when it
 * touches a piece marked as that kind. Of a caller's turns count those in which the recogniser
 * heard something of the item; it is found when nothing of it is left.
 */
public final class RedactionEvaluation {

  private static final ObjectMapper JSON = new JsonMapper();

  /** What the masks call a type of the data; other types the masks do not claim to know. */
  private static final Map<String, String> KINDS =
      Map.of(
          "CREDIT_CARD", "CARD",
          "US_SSN", "SOCIAL_SECURITY",
          "EMAIL_ADDRESS", "EMAIL",
          "PHONE_NUMBER", "PHONE",
          "IBAN_CODE", "ACCOUNT");

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Pattern OF_A_DATE =
      Pattern.compile(
          "\\d|\\b(?:january|february|march|april|may|june|july|august|september|october|november"
              + "|december|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
              + "|eleventh|twelfth|[a-z]+teenth|twentieth|thirtieth|one|two|three|four|five|six"
              + "|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty"
              + "|seventy|eighty|ninety|hundred|thousand)\\b",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, RedactionScore> scores = new TreeMap<>();
  private final Consumer<String> misses;
  private int records;

  private RedactionEvaluation(Consumer<String> misses) {
    this.misses = misses;
  }

  /** What came of a file: by kind, as the data calls it. */
  public record Result(int records, Map<String, RedactionScore> scores) {
    /** For JSON. */
    public Map<String, Object> fields(Path file) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", String.valueOf(file.getFileName()));
      fields.put("records", records);
      Map<String, Object> kinds = new LinkedHashMap<>();
      scores.forEach((kind, score) -> kinds.put(kind, score.fields()));
      fields.put("kinds", kinds);
      return fields;
    }
  }

  /**
   * Evaluates a file of JSON lines.
   *
   * @param misses told of each piece that was not found, and of each masked that was not right
   * @throws StartupException with file, line and reason
   */
  public static Result of(Path file, Consumer<String> misses) {
    RedactionEvaluation evaluation = new RedactionEvaluation(misses);
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          evaluation.take(JSON.readTree(line));
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException wrong) {
      String reason =
          wrong instanceof JsonProcessingException
              ? "not JSON"
              : String.valueOf(wrong.getMessage());
      throw new StartupException("%s:%d: %s".formatted(file, number, reason), wrong);
    } catch (IOException failure) {
      throw new StartupException("cannot read %s: %s".formatted(file, failure), failure);
    }
    return new Result(evaluation.records, evaluation.scores);
  }

  private void take(JsonNode record) {
    records++;
    if (record.path("spans").isArray() && record.path("text").isTextual()) {
      marked(record.path("text").textValue(), record.path("spans"));
    } else if (record.path("turns").isArray() && record.path("gold").isObject()) {
      record.path("turns").forEach(turn -> turn(turn, record.path("gold")));
    } else {
      throw new IllegalArgumentException(
          "expected \"text\" and \"spans\", or \"gold\" and \"turns\"");
    }
  }

  private void marked(String text, JsonNode spans) {
    BothMasks.Masked masked = BothMasks.mask(text);
    for (JsonNode span : spans) {
      int start = span.path("start").asInt(-1);
      int end = span.path("end").asInt(-1);
      if (start < 0 || end < start || end > text.length()) {
        throw new IllegalArgumentException(
            "a span from %d to %d of %d".formatted(start, end, text.length()));
      }
      String type = span.path("type").asText("");
      boolean found =
          masked.text().substring(start, end).chars().noneMatch(Character::isLetterOrDigit);
      add(type, new RedactionScore(1, found ? 1 : 0, 0, 0));
      if (!found && KINDS.containsKey(type)) {
        misses.accept("left   %s %s".formatted(type, masked.text().substring(start, end)));
      }
    }
    for (BothMasks.Span guess : masked.spans()) {
      KINDS.forEach(
          (type, kind) -> {
            if (kind.equals(guess.kind())) {
              guessed(text, type, guess, spans);
            }
          });
    }
  }

  private void guessed(String text, String type, BothMasks.Span guess, JsonNode spans) {
    boolean right = false;
    for (JsonNode span : spans) {
      right |=
          type.equals(span.path("type").asText(""))
              && span.path("start").asInt() < guess.end()
              && guess.start() < span.path("end").asInt();
    }
    add(type, new RedactionScore(0, 0, 1, right ? 1 : 0));
    if (!right) {
      misses.accept("masked %s %s".formatted(type, text.substring(guess.start(), guess.end())));
    }
  }

  private void turn(JsonNode turn, JsonNode gold) {
    String item = turn.path("item").asText("");
    String text = turn.path("text").asText("");
    String value = gold.path(item).asText("");
    if (!says(item, value, text)) {
      return;
    }
    String masked = BothMasks.mask(text).text();
    boolean found = !says(item, value, masked);
    add(item, new RedactionScore(1, found ? 1 : 0, 0, 0));
    if (!found) {
      misses.accept("left   %s %s".formatted(item, masked));
    }
  }

  /** Whether something of the item is in the text. */
  private static boolean says(String item, String value, String text) {
    return switch (item) {
      case "dob" -> OF_A_DATE.matcher(text).find();
      case "name" -> {
        Set<String> words = words(text);
        yield words(value).stream().anyMatch(words::contains);
      }
      case "postcode" -> !value.isEmpty() && squeezed(text).contains(squeezed(value));
      default -> false;
    };
  }

  private static Set<String> words(String text) {
    return NO_LETTERS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String squeezed(String text) {
    return text.replaceAll("[^\\p{L}\\d]", "").toLowerCase(Locale.ROOT);
  }

  private void add(String type, RedactionScore score) {
    scores.merge(type, score, RedactionScore::plus);
  }
}
