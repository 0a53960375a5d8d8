package io.cueline.topology.rest;

import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * On which revisions a write may build.
 *
 * @param tags of {@code If-Match}; empty where any will do
 */
record Precondition(Optional<Set<String>> tags) {

  private static final String ANY = "*";

  /**
   * @throws HttpFailure 428 without {@code If-Match}
   */
  static Precondition required(HttpRequest request) {
    if (request.header("If-Match").isEmpty()) {
      throw new HttpFailure(
          428,
          "this needs If-Match with the ETag of the rules it was made from, or * for whichever are"
              + " in force");
    }
    return optional(request);
  }

  static Precondition optional(HttpRequest request) {
    return new Precondition(
        request
            .header("If-Match")
            .filter(value -> !value.strip().equals(ANY))
            .map(
                value ->
                    Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet())));
  }

  boolean holds(long revision) {
    return tags.isEmpty()
        || tags.get().contains(tag(revision))
        // Forgetting the quotation marks is common and means nothing else.
        || tags.get().contains(Long.toString(revision));
  }

  static String tag(long revision) {
    return "\"" + revision + "\"";
  }
}
