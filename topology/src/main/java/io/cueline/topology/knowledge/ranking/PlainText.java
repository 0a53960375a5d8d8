package io.cueline.topology.knowledge.ranking;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people read of an article: no tags, no scripts, no markdown, no invisible or
 * direction-changing characters. Lines are kept, as they part one passage from the next. Linear in
 * the text, whatever it holds.
 */
public final class PlainText {

  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "–",
          "mdash", "—", "euro", "€", "pound", "£");

  private static final int LONGEST_ENTITY = 8;

  private PlainText() {}

  public static String of(String text) {
    // A second time: what was written as &lt;script&gt; would be a tag to a careless page.
    return tidy(withoutTags(withoutEntities(withoutTags(text))));
  }

  private static String withoutTags(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    // Lower case of some letters is longer: then positions would not agree.
    String searched = lower.length() == text.length() ? lower : text;
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    // Once an end is known to be missing it is not searched for again: linear on "<<<<<<".
    int lastClose = text.lastIndexOf('>');
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '<' || !startsTag(text, at + 1)) {
        plain.append(c);
        at++;
      } else if (at > lastClose) {
        at++;
      } else {
        at = behindTag(searched, at);
        plain.append(breaksLine(searched, at) ? '\n' : ' ');
      }
    }
    return plain.toString();
  }

  private static boolean startsTag(String text, int at) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
  }

  /** Behind the tag that starts here, or behind the whole element where its content is no text. */
  private static int behindTag(String text, int start) {
    for (String hidden : new String[] {"script", "style", "template", "noscript", "iframe"}) {
      if (text.startsWith(hidden, start + 1)) {
        int end = text.indexOf("</" + hidden, start);
        int close = end < 0 ? -1 : text.indexOf('>', end);
        return close < 0 ? text.length() : close + 1;
      }
    }
    if (text.startsWith("<!--", start)) {
      int end = text.indexOf("-->", start);
      return end < 0 ? text.length() : end + 3;
    }
    return text.indexOf('>', start) + 1;
  }

  private static boolean breaksLine(String text, int behind) {
    int start = text.lastIndexOf('<', behind - 1);
    String tag = text.substring(Math.max(0, start), Math.min(behind, start + 6));
    return tag.startsWith("</p")
        || tag.startsWith("<br")
        || tag.startsWith("</li")
        || tag.startsWith("</div")
        || tag.startsWith("</h")
        || tag.startsWith("</tr");
  }

  private static String withoutEntities(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      int end = c == '&' ? text.indexOf(';', at, Math.min(text.length(), at + LONGEST_ENTITY)) : -1;
      String decoded = end < 0 ? null : decode(text.substring(at + 1, end));
      if (decoded == null) {
        plain.append(c);
      } else {
        plain.append(decoded);
        at = end;
      }
    }
    return plain.toString();
  }

  private static @Nullable String decode(String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.get(name);
    }
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    try {
      int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(code) ? Character.toString(code) : null;
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /** Collapses white space but for line ends; drops markdown's marks and what cannot be seen. */
  private static String tidy(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    for (String line : text.split("\\R", -1)) {
      int length = tidy.length();
      appendLine(tidy, line);
      if (tidy.length() > length) {
        tidy.append('\n');
      }
    }
    return tidy.toString().strip();
  }

  private static void appendLine(StringBuilder tidy, String line) {
    int start = tidy.length();
    line.strip()
        .codePoints()
        .forEach(
            code -> {
              boolean blank = Character.isWhitespace(code) || Character.isSpaceChar(code);
              boolean atStart = tidy.length() == start;
              boolean marksLine = atStart && (code == '#' || code == '>' || code == '-');
              if (blank && !atStart && tidy.charAt(tidy.length() - 1) != ' ') {
                tidy.append(' ');
              } else if (!blank && !marksLine && code != '*' && code != '`' && isVisible(code)) {
                tidy.appendCodePoint(code);
              }
            });
  }

  private static boolean isVisible(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
