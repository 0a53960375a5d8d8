package io.cueline.cxone.profile;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code token: {query: name}} or {@code token: {header: name}}. */
final class TokenPlaceReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final TokenPlace DEFAULT = new TokenPlace.Header("Authorization");

  private TokenPlaceReader() {}

  static TokenPlace read(YamlMap owner) {
    Optional<YamlMap> given = owner.map("token");
    if (given.isEmpty()) {
      return DEFAULT;
    }
    YamlMap map = given.get();
    Optional<String> query = map.value("query", TokenPlaceReader::name);
    Optional<String> header = map.value("header", TokenPlaceReader::name);
    map.finish();
    if (query.isPresent() == header.isPresent()) {
      throw owner.error("token", "expected either {query: name} or {header: name}");
    }
    return query
        .<TokenPlace>map(TokenPlace.Query::new)
        .orElseGet(() -> new TokenPlace.Header(header.orElseThrow()));
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a name of letters, digits, - and _");
    }
    return text;
  }
}
