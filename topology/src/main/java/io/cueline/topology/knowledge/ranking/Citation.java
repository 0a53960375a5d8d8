package io.cueline.topology.knowledge.ranking;

import org.jspecify.annotations.Nullable;

/** Where an article stands, as a card says it. */
public final class Citation {

  private Citation() {}

  /**
   * The address where an agent may safely click on it, so no javascript: and no data:, or the id.
   */
  public static String of(@Nullable String url, String id) {
    return url != null && isWebAddress(url) ? url : id;
  }

  private static boolean isWebAddress(String url) {
    return (url.regionMatches(true, 0, "https://", 0, 8)
            || url.regionMatches(true, 0, "http://", 0, 7))
        && url.codePoints().allMatch(Citation::belongsToAnAddress);
  }

  /** None that could end the attribute or the tag a careless page puts it into. */
  private static boolean belongsToAnAddress(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> "<>\"'`\\".indexOf(code) < 0;
    };
  }
}
