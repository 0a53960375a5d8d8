package io.cueline.topology.rules;

import io.cueline.topology.rules.PatternNode.Blank;
import io.cueline.topology.rules.PatternNode.Choice;
import io.cueline.topology.rules.PatternNode.Empty;
import io.cueline.topology.rules.PatternNode.Group;
import io.cueline.topology.rules.PatternNode.Literal;
import io.cueline.topology.rules.PatternNode.Look;
import io.cueline.topology.rules.PatternNode.OneOf;
import io.cueline.topology.rules.PatternNode.Repeat;
import io.cueline.topology.rules.PatternNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a regular expression apart. Refuses what cannot be matched in linear time. */
final class PatternParser {

  private static final int DEEPEST = 40;
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,6})(,(\\d{0,6}))?}");
  private static final Pattern OPENING =
      Pattern.compile("\\((\\?(:|P?<[A-Za-z]\\w{0,60}>|<?[=!]|[imsU-]{1,8}[:)]))?");

  private final String pattern;
  private int at;
  private int depth;

  private PatternParser(String pattern) {
    this.pattern = pattern;
  }

  static PatternNode parse(String pattern) throws PhraseRefusal {
    PatternParser parser = new PatternParser(pattern);
    PatternNode node = parser.choice();
    if (parser.at < pattern.length()) {
      throw new PhraseRefusal("unmatched ')'", "write \\) for a parenthesis itself");
    }
    return node;
  }

  private PatternNode choice() throws PhraseRefusal {
    if (++depth > DEEPEST) {
      throw new PhraseRefusal("groups are nested too deeply", "use several phrases");
    }
    int from = at;
    List<PatternNode> options = new ArrayList<>();
    options.add(sequence());
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Choice(from, at, options);
  }

  private PatternNode sequence() throws PhraseRefusal {
    int from = at;
    List<PatternNode> items = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      if (pattern.startsWith("\\Q", at)) {
        quoted(items);
      } else {
        items.add(repeated(atom()));
      }
    }
    return new Sequence(from, at, items);
  }

  private PatternNode repeated(PatternNode atom) throws PhraseRefusal {
    if (at >= pattern.length()) {
      return atom;
    }
    int min;
    int max;
    switch (pattern.charAt(at)) {
      case '*' -> {
        min = 0;
        max = Integer.MAX_VALUE;
        at++;
      }
      case '+' -> {
        min = 1;
        max = Integer.MAX_VALUE;
        at++;
      }
      case '?' -> {
        min = 0;
        max = 1;
        at++;
      }
      case '{' -> {
        Matcher count = COUNT.matcher(pattern).region(at, pattern.length());
        if (!count.lookingAt()) {
          return atom;
        }
        min = Integer.parseInt(count.group(1));
        String upper = count.group(3);
        max =
            count.group(2) == null
                ? min
                : upper == null || upper.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(upper);
        at = count.end();
      }
      default -> {
        return atom;
      }
    }
    if (at < pattern.length() && pattern.charAt(at) == '+') {
      throw new PhraseRefusal("possessive quantifiers are not supported", "leave out the second +");
    }
    if (at < pattern.length() && pattern.charAt(at) == '?') {
      at++;
    }
    return new Repeat(atom.from(), at, atom, min, max);
  }

  private PatternNode atom() throws PhraseRefusal {
    int from = at;
    char character = pattern.charAt(at);
    return switch (character) {
      case '(' -> group();
      case '[' -> new CharacterClass(pattern, at).read(end -> at = end);
      case '\\' -> escape();
      case '.' -> {
        at++;
        yield new OneOf(from, at, List.of());
      }
      case '^', '$' -> {
        at++;
        yield new Empty(from, at, String.valueOf(character));
      }
      default -> {
        int codePoint = pattern.codePointAt(at);
        at += Character.charCount(codePoint);
        yield new Literal(from, at, codePoint);
      }
    };
  }

  private PatternNode group() throws PhraseRefusal {
    int from = at;
    Matcher opening = OPENING.matcher(pattern).region(at, pattern.length());
    if (!opening.lookingAt() || (opening.group(1) == null && pattern.startsWith("(?", at))) {
      throw refusedGroup();
    }
    at = opening.end();
    String kind = opening.group(2);
    if (kind != null && kind.endsWith(")")) {
      return new Empty(from, at, opening.group());
    }
    PatternNode body = choice();
    if (at >= pattern.length()) {
      throw new PhraseRefusal("missing ')'", "write \\( for a parenthesis itself");
    }
    at++;
    if (kind == null || !(kind.endsWith("=") || kind.endsWith("!"))) {
      return new Group(from, at, body);
    }
    return new Look(from, at, kind.startsWith("<"), kind.endsWith("!"), body);
  }

  private PhraseRefusal refusedGroup() {
    if (pattern.startsWith("(?>", at)) {
      return new PhraseRefusal("atomic groups are not supported", "write (?:…)");
    }
    if (pattern.startsWith("(?P=", at)) {
      return new PhraseRefusal("back-references are not supported", "write the words out");
    }
    int end = Math.min(pattern.length(), at + 4);
    return new PhraseRefusal(
        "groups beginning with %s are not supported".formatted(pattern.substring(at, end)),
        "write (?:…)");
  }

  private PatternNode escape() throws PhraseRefusal {
    int from = at;
    if (at + 1 >= pattern.length()) {
      throw new PhraseRefusal("a backslash at the end", "write \\\\ for a backslash itself");
    }
    int codePoint = pattern.codePointAt(at + 1);
    at += 1 + Character.charCount(codePoint);
    if ((codePoint >= '1' && codePoint <= '9') || codePoint == 'k') {
      throw new PhraseRefusal("back-references are not supported", "write the words out");
    }
    return switch (codePoint) {
      case 's' -> new Blank(from, at);
      case 'b', 'B', 'A', 'z' -> new Empty(from, at, pattern.substring(from, at));
      case '0' -> {
        octal();
        yield new OneOf(from, at, List.of());
      }
      case 'p', 'P', 'x' -> {
        braces();
        yield new OneOf(from, at, List.of());
      }
      default ->
          Character.isLetterOrDigit(codePoint)
              ? new OneOf(from, at, List.of())
              : new Literal(from, at, codePoint);
    };
  }

  private void octal() {
    int end = Math.min(pattern.length(), at + 2);
    while (at < end && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '7') {
      at++;
    }
  }

  /** Skips what follows p, P or x: {…}, or the one or two characters that RE2 takes. */
  private void braces() {
    boolean hexadecimal = pattern.charAt(at - 1) == 'x';
    if (at < pattern.length() && pattern.charAt(at) == '{') {
      int end = pattern.indexOf('}', at);
      at = end < 0 ? pattern.length() : end + 1;
    } else {
      at = Math.min(pattern.length(), at + (hexadecimal ? 2 : 1));
    }
  }

  private void quoted(List<PatternNode> items) {
    int end = pattern.indexOf("\\E", at);
    int stop = end < 0 ? pattern.length() : end;
    int index = at + 2;
    while (index < stop) {
      // Between \Q and \E a character has no source of its own that could be cut out of the
      // pattern, so the whole quotation stands for each.
      int codePoint = pattern.codePointAt(index);
      items.add(new Literal(at, end < 0 ? stop : end + 2, codePoint));
      index += Character.charCount(codePoint);
    }
    at = end < 0 ? stop : end + 2;
  }
}
