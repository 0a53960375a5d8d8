package io.cueline.topology.rules;

/**
 * Where a speaker's utterance runs on into their next: what a recogniser writes there for the pause
 * ("this call may be…", "— recorded") stands between no words. A full stop does, there as anywhere.
 */
final class Joint {

  private static final String PAUSES = ",;:\u2026-\u2013\u2014";

  private Joint() {}

  /** The end of the former without the pause behind it. */
  static String goingOn(String former) {
    int end = former.length();
    while (end > 0 && isPause(former, end - 1)) {
      end--;
    }
    return former.substring(0, end);
  }

  /** The latter, of the same length, with blanks for the pause before it. */
  static String goneOn(String latter) {
    int start = 0;
    while (start < latter.length() && isPause(latter, start)) {
      start++;
    }
    return start == 0 ? latter : " ".repeat(start) + latter.substring(start);
  }

  /** Two dots in a row are a pause, one is a full stop. */
  private static boolean isPause(String text, int index) {
    char character = text.charAt(index);
    boolean dots =
        character == '.'
            && ((index > 0 && text.charAt(index - 1) == '.')
                || (index + 1 < text.length() && text.charAt(index + 1) == '.'));
    return dots || Character.isWhitespace(character) || PAUSES.indexOf(character) >= 0;
  }
}
