package io.cueline.cxone.profile;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * OAuth scopes, in order and without repetition.
 *
 * @param names none of them blank or with white space
 */
public record Scopes(Set<String> names) {

  public static final Scopes NONE = new Scopes(Set.of());

  public Scopes {
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    for (String name : names) {
      if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
        throw new IllegalArgumentException("a scope is a word without blanks, got '" + name + "'");
      }
    }
  }

  /** From the way they are written in a request: separated by blanks. */
  public static Scopes of(String text) {
    String stripped = text.strip();
    return stripped.isEmpty()
        ? NONE
        : new Scopes(new LinkedHashSet<>(Arrays.asList(stripped.split("\\s+"))));
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** As written in a request. */
  public String text() {
    return String.join(" ", names);
  }
}
