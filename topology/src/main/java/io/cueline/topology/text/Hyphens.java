package io.cueline.topology.text;

import io.cueline.topology.text.NormalText.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * Words that a hyphen joins, which one recogniser writes "risk-free" and another "risk free". Where
 * only digits are joined, it is a number's own.
 */
final class Hyphens {

  private Hyphens() {}

  /** A space for each. Time is linear. */
  static List<Edit> edits(String text) {
    List<Edit> edits = List.of();
    int at = text.indexOf('-');
    while (at >= 0) {
      if (joins(text, at)) {
        edits = edits.isEmpty() ? new ArrayList<>() : edits;
        edits.add(new Edit(at, at + 1, " "));
      }
      at = text.indexOf('-', at + 1);
    }
    return edits;
  }

  /** Whether the hyphen at that index joins two words, not two numbers. */
  static boolean joins(String text, int at) {
    return Characters.wordAt(text, at - 1)
        && Characters.wordAt(text, at + 1)
        && !(Characters.digitAt(text, at - 1) && Characters.digitAt(text, at + 1));
  }
}
