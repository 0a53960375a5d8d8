package io.cueline.cxone.profile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code calls}. */
final class CallReader {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final long DEFAULT_MAX_RESPONSE = 256 * 1024L;
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private CallReader() {}

  /** Empty when the address comes out empty: then the profile does not have the call. */
  static Optional<CallSpec> read(String name, YamlMap map) {
    Optional<String> url =
        map.requiredText("url").isEmpty()
            ? Optional.empty()
            : map.value("url", Addresses::template);
    String method = map.value("method", CallReader::method).orElse("POST");
    String scope = map.value("scope", text -> Scopes.of(text).text()).orElse("");
    TokenPlace token = map.isText("token") ? nowhere(map) : TokenPlaceReader.read(map);
    Duration timeout = map.value("timeout", Quantities::duration).orElse(DEFAULT_TIMEOUT);
    SuccessStatuses success = success(map);
    long maxResponse = map.value("max-response", Quantities::size).orElse(DEFAULT_MAX_RESPONSE);
    Map<String, Template.Text> query = query(map);
    Optional<Template> body = TemplateReader.read(map, "body");
    map.finish();
    return url.map(
        address ->
            map.check(
                "",
                () ->
                    new CallSpec(
                        name,
                        method,
                        address,
                        scope,
                        token,
                        timeout,
                        success,
                        maxResponse,
                        query,
                        body)));
  }

  private static String method(String text) {
    if (!METHODS.contains(text)) {
      throw new IllegalArgumentException(
          "expected GET, POST, PUT, PATCH or DELETE, got '" + text + "'");
    }
    return text;
  }

  private static TokenPlace nowhere(YamlMap map) {
    if (!map.requiredText("token").equals("none")) {
      throw map.error("token", "expected {header: name}, {query: name} or none");
    }
    return new TokenPlace.Nowhere();
  }

  private static Map<String, Template.Text> query(YamlMap map) {
    Map<String, Template.Text> query = new LinkedHashMap<>();
    map.map("query")
        .ifPresent(
            given ->
                given
                    .names()
                    .forEach(name -> query.put(name, new Template.Text(given.requiredText(name)))));
    return query;
  }

  private static SuccessStatuses success(YamlMap map) {
    if (!map.has("success")) {
      return SuccessStatuses.ALL_2XX;
    }
    Set<Integer> statuses = new LinkedHashSet<>();
    for (String status : map.texts("success")) {
      statuses.add(map.check("success", () -> Quantities.count(status)));
    }
    return map.check("success", () -> new SuccessStatuses(statuses));
  }
}
