package io.cueline.workbench.cli.profile;

/**
 * One thing that was looked at.
 *
 * @param where in the profile, such as {@code calls.prompts}
 * @param what was found
 * @param mend what to do about it; empty where nothing is to be done
 */
record Finding(Grade grade, String where, String what, String mend) {

  /** How bad it is. */
  enum Grade {
    OK,
    /** It runs, but perhaps not as was meant. */
    WARNING,
    /** It does not run so. */
    ERROR
  }

  static Finding ok(String where, String what) {
    return new Finding(Grade.OK, where, what, "");
  }

  static Finding warning(String where, String what, String mend) {
    return new Finding(Grade.WARNING, where, what, mend);
  }

  static Finding error(String where, String what, String mend) {
    return new Finding(Grade.ERROR, where, what, mend);
  }
}
