package io.cueline.topology.rest;

import io.cueline.runtime.http.HttpRequest;
import java.util.Optional;

/**
 * Who writes and why, for {@code compliance-config-log}: the headers {@code X-Cueline-Who} and
 * {@code X-Cueline-Why}, or {@code who} and {@code why} of the query.
 */
record Author(String who, String why) {

  private static final int LONGEST = 1_000;

  static Author of(HttpRequest request) {
    return new Author(
        given(request, "who").orElse("a bearer of a token, unnamed"),
        given(request, "why").orElse(request.method() + " " + request.path()));
  }

  private static Optional<String> given(HttpRequest request, String name) {
    return request
        .header("X-Cueline-" + name)
        .or(() -> request.queryValue(name))
        .map(text -> text.codePoints().filter(point -> !Character.isISOControl(point)))
        .map(
            points ->
                points
                    .limit(LONGEST)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip())
        .filter(text -> !text.isEmpty());
  }
}
