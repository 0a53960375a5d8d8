package io.cueline.ingest.article;

import java.util.Map;

/**
 * Makes plain text of what articles are written in: HTML tags go, as do Markdown's marks; words,
 * lines and paragraphs stay. For search and snippets, not for display. Time grows with the length
 * of the text, whatever stands in it.
 */
public final class PlainText {

  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "–",
          "mdash", "—", "euro", "€", "pound", "£");

  private static final int LONGEST_ENTITY = 10;
  private static final String MARKS = "*_`~";

  private PlainText() {}

  public static String of(String source) {
    String text = source.indexOf('<') < 0 ? source : withoutTags(source);
    if (text.indexOf('&') >= 0) {
      text = withEntities(text);
    }
    StringBuilder plain = new StringBuilder(text.length());
    boolean afterEmpty = true;
    for (String line : text.lines().toList()) {
      String words = withoutMarks(line).strip();
      // At most one empty line in a row.
      if (!words.isEmpty() || !afterEmpty) {
        plain.append(words).append('\n');
      }
      afterEmpty = words.isEmpty();
    }
    return plain.toString().strip();
  }

  private static String withoutTags(String source) {
    StringBuilder text = new StringBuilder(source.length());
    int at = 0;
    int unclosedFrom = Integer.MAX_VALUE;
    while (at < source.length()) {
      char each = source.charAt(at);
      int end = -1;
      if (each == '<' && at < unclosedFrom && beginsTag(source, at)) {
        end = tagEnd(source, at);
        unclosedFrom = end < 0 ? at : unclosedFrom;
      }
      if (end < 0) {
        text.append(each);
        at++;
      } else {
        text.append(isInline(source, at) ? "" : "\n");
        at = end;
      }
    }
    return text.toString();
  }

  /** "a &lt; b" written without care is no tag. */
  private static boolean beginsTag(String source, int at) {
    if (at + 1 >= source.length()) {
      return false;
    }
    char next = source.charAt(at + 1);
    return Character.isLetter(next) || next == '/' || next == '!';
  }

  /** Behind the tag, or behind the element where its content is no text; negative if unclosed. */
  private static int tagEnd(String source, int at) {
    for (String silent : new String[] {"script", "style"}) {
      if (source.regionMatches(true, at + 1, silent, 0, silent.length())) {
        int close = source.indexOf("</" + silent, at);
        int end = close < 0 ? -1 : source.indexOf('>', close);
        return end < 0 ? source.length() : end + 1;
      }
    }
    String closing = source.startsWith("<!--", at) ? "-->" : ">";
    int end = source.indexOf(closing, at);
    return end < 0 ? -1 : end + closing.length();
  }

  private static boolean isInline(String source, int at) {
    int from = source.charAt(at + 1) == '/' ? at + 2 : at + 1;
    int to = from;
    while (to < source.length() && Character.isLetter(source.charAt(to))) {
      to++;
    }
    return switch (source.substring(from, to)) {
      case "b", "i", "a", "em", "u", "span", "strong", "code", "font", "sup", "sub", "small" ->
          true;
      default -> false;
    };
  }

  private static String withEntities(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char each = text.charAt(at);
      int end =
          each == '&'
              ? text.substring(at, Math.min(at + LONGEST_ENTITY, text.length())).indexOf(';')
              : -1;
      String meaning = end > 0 ? entity(text.substring(at + 1, at + end)) : "";
      if (meaning.isEmpty()) {
        plain.append(each);
        at++;
      } else {
        plain.append(meaning);
        at += end + 1;
      }
    }
    return plain.toString();
  }

  private static String entity(String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, "");
    }
    try {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      int point =
          hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    } catch (NumberFormatException noNumber) {
      return "";
    }
  }

  private static String withoutMarks(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    int links = line.lastIndexOf("](");
    links = links >= 0 && line.indexOf(')', links) > 0 ? links : -1;
    int at = 0;
    while (at < line.length() && "#> ".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    for (; at < line.length(); at++) {
      char each = line.charAt(at);
      if (at <= links && line.startsWith("](", at)) {
        at = line.indexOf(')', at);
      } else if (!(at < links && opensLink(line, at)) && !isMark(line, at)) {
        plain.append(each == '\t' ? ' ' : each);
      }
    }
    return plain.toString();
  }

  private static boolean opensLink(String line, int at) {
    return line.charAt(at) == '[' || line.startsWith("![", at);
  }

  /** snake_case and 3*4 keep theirs: marks stand at the edge of words. */
  private static boolean isMark(String line, int at) {
    if (MARKS.indexOf(line.charAt(at)) < 0) {
      return false;
    }
    boolean before = at > 0 && Character.isLetterOrDigit(line.charAt(at - 1));
    boolean behind = at + 1 < line.length() && Character.isLetterOrDigit(line.charAt(at + 1));
    return !(before && behind);
  }
}
