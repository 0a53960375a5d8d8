package io.cueline.topology.rules;

import io.cueline.topology.rules.PatternNode.Choice;
import io.cueline.topology.rules.PatternNode.Empty;
import io.cueline.topology.rules.PatternNode.Group;
import io.cueline.topology.rules.PatternNode.Literal;
import io.cueline.topology.rules.PatternNode.Look;
import io.cueline.topology.rules.PatternNode.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Boundary checks at one edge of a pattern, as an expression that consumes the neighbouring
 * character instead of looking at it: RE2/J looks around nothing, but with the neighbour inside the
 * match it finds by itself the match, shorter or later, that satisfies the check.
 *
 * <p>{@code \b} at an edge is kinder than usual: where the match itself begins (ends) with {@code
 * $} or {@code %}, no word need stand before (behind) it, which is what people mean by it.
 */
final class Boundaries {

  /** Characters of words, in the syntax between brackets. */
  static final String WORD = "\\w\\pL\\pM\\pN";

  private final String pattern;
  private final boolean leading;

  /** What the neighbour must not be, in the syntax between brackets. */
  private final StringBuilder excluded = new StringBuilder();

  private boolean word;
  private boolean edgeExcluded;
  private String positive = "";

  private Boundaries(String pattern, boolean leading) {
    this.pattern = pattern;
    this.leading = leading;
  }

  /** The expression to put at that edge; empty for no checks. */
  static String expression(String pattern, boolean leading, List<PatternNode> checks)
      throws PhraseRefusal {
    Boundaries boundaries = new Boundaries(pattern, leading);
    for (PatternNode check : checks) {
      boundaries.add(check);
    }
    return checks.isEmpty() ? "" : boundaries.expression();
  }

  /** Whether an item is a check that stands at this edge. */
  static boolean isCheck(PatternNode item, boolean leading) {
    return switch (item) {
      case Look look -> look.behind() == leading;
      case Empty empty -> empty.source().equals("\\b");
      default -> false;
    };
  }

  private void add(PatternNode check) throws PhraseRefusal {
    if (check instanceof Look look) {
      if (PatternNode.looksAround(look.body())) {
        throw tooMuch();
      }
      if (look.negative()) {
        exclude(look.body());
      } else if (positive.isEmpty()) {
        positive = pattern.substring(look.body().from(), look.body().to());
      } else {
        throw tooMuch();
      }
    } else {
      word = true;
    }
  }

  private String expression() throws PhraseRefusal {
    boolean others = word || !excluded.isEmpty() || edgeExcluded;
    if (!positive.isEmpty()) {
      if (others) {
        throw tooMuch();
      }
      return "(?:" + positive + ")";
    }
    List<String> ways = new ArrayList<>();
    if (!edgeExcluded) {
      ways.add(leading ? "\\A" : "\\z");
    }
    String set = excluded.toString();
    if (word) {
      ways.add("[^" + WORD + set + "]");
      String neighbour = set.isEmpty() ? "(?s:.)" : "[^" + set + "]";
      ways.add(leading ? neighbour + "\\b" : "\\b" + neighbour);
    } else {
      ways.add(set.isEmpty() ? "(?s:.)" : "[^" + set + "]");
    }
    return "(?:" + String.join("|", ways) + ")";
  }

  private void exclude(PatternNode node) throws PhraseRefusal {
    switch (node) {
      case Choice choice -> {
        for (PatternNode option : choice.options()) {
          exclude(option);
        }
      }
      case Group group -> exclude(group.body());
      case Sequence sequence -> {
        if (sequence.items().size() != 1) {
          throw tooMuch();
        }
        exclude(sequence.items().getFirst());
      }
      case Empty empty -> {
        if (!empty.source().equals(leading ? "^" : "$")
            && !empty.source().equals(leading ? "\\A" : "\\z")) {
          throw tooMuch();
        }
        edgeExcluded = true;
      }
      case Literal literal -> excluded.append(escaped(literal.codePoint()));
      case PatternNode.Blank blank -> excluded.append("\\s");
      case PatternNode.OneOf oneOf -> excludeSet(pattern.substring(oneOf.from(), oneOf.to()));
      case Look look -> throw tooMuch();
      case PatternNode.Repeat repeat -> throw tooMuch();
    }
  }

  private void excludeSet(String source) throws PhraseRefusal {
    switch (source) {
      case "." -> excluded.append("\\x00-\\x{10FFFF}");
      case "[^\\s]" -> excluded.append("\\S");
      case "[^\\w]" -> excluded.append("\\W");
      case "[^\\d]" -> excluded.append("\\D");
      default -> {
        if (source.startsWith("[^")) {
          throw tooMuch();
        }
        boolean set = source.startsWith("[");
        String inside = set ? source.substring(1, source.length() - 1) : source;
        excluded.append(inside.replace("\\w", WORD));
      }
    }
  }

  private static String escaped(int codePoint) {
    return Character.isLetterOrDigit(codePoint) || codePoint > 127
        ? Character.toString(codePoint)
        : "\\" + Character.toString(codePoint);
  }

  private static PhraseRefusal tooMuch() {
    return new PhraseRefusal(
        "only look-arounds of one character at the edges of a pattern are supported",
        "put what must not stand there into 'unless'");
  }
}
