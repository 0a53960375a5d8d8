package io.cueline.runtime.settings;

/** How many letters must be put in, taken out or changed to make one word of another. */
public final class EditDistance {

  private EditDistance() {}

  /** Levenshtein's distance, in time and space proportional to the product of the lengths. */
  public static int between(CharSequence one, CharSequence other) {
    int[] above = new int[other.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[above.length];
      current[0] = row;
      for (int column = 1; column < above.length; column++) {
        int changed = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + changed, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[other.length()];
  }
}
