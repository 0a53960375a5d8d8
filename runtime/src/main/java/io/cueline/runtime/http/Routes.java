package io.cueline.runtime.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which target answers a method and path. Not thread-safe while it is filled. */
final class Routes {

  /** What a route leads to. */
  sealed interface Target {
    record Plain(HttpHandler handler, boolean secured) implements Target {}

    record Socket(WebSocketHandler handler) implements Target {}
  }

  /** What was found for a request. */
  sealed interface Match {
    /**
     * @param template the route as registered, for metrics
     */
    record Found(String template, Target target, Map<String, String> pathValues) implements Match {}

    /**
     * @param allowed for the Allow header
     */
    record WrongMethod(String allowed) implements Match {}

    record NoSuchPath() implements Match {}
  }

  private record Route(String method, String template, List<String> segments, Target target) {
    long variables() {
      return segments.stream().filter(Routes::isVariable).count();
    }

    Optional<Map<String, String>> match(List<String> path) {
      if (path.size() != segments.size()) {
        return Optional.empty();
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < path.size(); i++) {
        String segment = segments.get(i);
        if (isVariable(segment) && !path.get(i).isEmpty()) {
          values.put(segment.substring(1, segment.length() - 1), path.get(i));
        } else if (!segment.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /**
   * @param template such as {@code /api/v2/interactions/{id}/agent}
   * @throws IllegalArgumentException where it is no path, or taken
   */
  void add(String method, String template, Target target) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with a slash: " + template);
    }
    boolean taken =
        routes.stream()
            .anyMatch(each -> each.method.equals(method) && each.template.equals(template));
    if (taken) {
      throw new IllegalArgumentException("%s %s is there already".formatted(method, template));
    }
    routes.add(new Route(method, template, split(template), target));
    // Words before names: /rules/active is not a rule called "active".
    routes.sort(Comparator.comparingLong(Route::variables));
  }

  /**
   * @param rawPath as sent; each segment is decoded by itself, so that a value may hold a slash
   * @throws HttpFailure 400 where it is encoded wrongly
   */
  Match find(String method, String rawPath) {
    List<String> path = split(rawPath).stream().map(Routes::decode).toList();
    String wanted = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> others = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(path);
      if (values.isPresent() && route.method.equals(wanted)) {
        return new Match.Found(route.template, route.target, values.get());
      }
      values.ifPresent(_ -> others.add(route.method));
    }
    return others.isEmpty()
        ? new Match.NoSuchPath()
        : new Match.WrongMethod(String.join(", ", others));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static List<String> split(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      // A plus is itself in a path, unlike in a query.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw HttpFailure.badRequest("the path is encoded wrongly");
    }
  }
}
