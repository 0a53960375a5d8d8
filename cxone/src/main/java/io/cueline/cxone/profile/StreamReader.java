package io.cueline.cxone.profile;

import io.cueline.cxone.profile.StreamSpec.Connect;
import io.cueline.cxone.profile.StreamSpec.Endpoint;
import io.cueline.cxone.profile.StreamSpec.KeepAlive;
import io.cueline.cxone.profile.StreamSpec.Listen;
import io.cueline.cxone.profile.StreamSpec.Matter;
import io.cueline.cxone.profile.StreamSpec.Notifications;
import io.cueline.cxone.profile.StreamSpec.Party;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code streams}. */
final class StreamReader {

  private StreamReader() {}

  static StreamSpec read(YamlMap map) {
    String name = map.requiredText("name");
    String dialect = map.requiredText("dialect");
    Set<Matter> decides = EnumSet.noneOf(Matter.class);
    for (String matter : map.texts("decides")) {
      decides.add(map.check("decides", () -> matter(matter)));
    }
    Endpoint endpoint = endpoint(map);
    Map<String, Party> speakers = new LinkedHashMap<>();
    map.map("speakers")
        .ifPresent(
            given -> {
              for (String word : given.names()) {
                given
                    .value(word, StreamReader::party)
                    .ifPresent(party -> speakers.put(word, party));
              }
            });
    map.finish();
    return new StreamSpec(name, dialect, endpoint, decides, speakers);
  }

  private static Party party(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "agent" -> Party.AGENT;
      case "customer" -> Party.CUSTOMER;
      case "unknown" -> Party.UNKNOWN;
      default ->
          throw new IllegalArgumentException(
              "expected agent, customer or unknown, got '" + text + "'");
    };
  }

  private static Endpoint endpoint(YamlMap map) {
    Optional<URI> url = map.value("url", Addresses::webSocket);
    Optional<String> listen = map.value("listen", StreamReader::path);
    if (url.isPresent() == listen.isPresent()) {
      throw map.error(
          "url", "expected either url (we connect) or listen (the tenant connects to that path)");
    }
    String scope = map.value("scope", text -> Scopes.of(text).text()).orElse("");
    return listen
        .<Endpoint>map(path -> new Listen(path, scope))
        .orElseGet(() -> connect(map, url.orElseThrow(), scope));
  }

  /** An endpoint that we connect to, to send by. */
  static Connect outgoing(YamlMap map) {
    URI url =
        map.value("url", Addresses::webSocket)
            .orElseThrow(() -> map.error("url", "is missing: add it"));
    String scope = map.value("scope", text -> Scopes.of(text).text()).orElse("");
    return new Connect(
        url,
        Optional.empty(),
        scope,
        TokenPlaceReader.read(map),
        headers(map),
        map.map("keep-alive").map(StreamReader::keepAlive).orElse(KeepAlive.DEFAULT),
        Optional.empty());
  }

  private static Connect connect(YamlMap map, URI url, String scope) {
    return new Connect(
        url,
        map.text("subscribe"),
        scope,
        TokenPlaceReader.read(map),
        headers(map),
        map.map("keep-alive").map(StreamReader::keepAlive).orElse(KeepAlive.DEFAULT),
        map.map("notifications").map(StreamReader::notifications));
  }

  private static Notifications notifications(YamlMap map) {
    Notifications notifications =
        map.check(
            "",
            () ->
                new Notifications(
                    Set.copyOf(map.texts("contacts")),
                    map.text("contacts-from"),
                    map.value("heartbeat", Quantities::duration).orElse(KeepAlive.DEFAULT.ping())));
    map.finish();
    return notifications;
  }

  private static Map<String, String> headers(YamlMap map) {
    Map<String, String> headers = new LinkedHashMap<>();
    map.map("headers")
        .ifPresent(
            given -> given.names().forEach(name -> headers.put(name, given.requiredText(name))));
    return headers;
  }

  private static KeepAlive keepAlive(YamlMap map) {
    KeepAlive usual = KeepAlive.DEFAULT;
    KeepAlive keepAlive =
        map.check(
            "",
            () ->
                new KeepAlive(
                    map.value("ping", Quantities::duration).orElse(usual.ping()),
                    map.value("pong", Quantities::duration).orElse(usual.pong()),
                    map.value("reconnect", Quantities::duration).orElse(usual.reconnect())));
    map.finish();
    return keepAlive;
  }

  private static Matter matter(String text) {
    return switch (text) {
      case "compliance" -> Matter.COMPLIANCE;
      case "knowledge" -> Matter.KNOWLEDGE;
      default ->
          throw new IllegalArgumentException(
              "expected compliance or knowledge, got '" + text + "'");
    };
  }

  private static String path(String text) {
    if (!text.matches("/[A-Za-z0-9/._-]+")) {
      throw new IllegalArgumentException("expected a path such as /api/v2/stt/incoming");
    }
    return text;
  }
}
