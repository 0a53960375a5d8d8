package io.cueline.cxone.profile;

import io.cueline.cxone.profile.AuthSpec.Variant;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a profile of the text of its file. */
final class ProfileReader {

  private static final Duration DEFAULT_REFRESH_BEFORE = Duration.ofSeconds(60);
  private static final Duration DEFAULT_POLL = Duration.ofMinutes(5);

  private ProfileReader() {}

  static Profile read(String file, String text, Map<String, String> given) {
    YamlMap bare = YamlMap.parse(file, text);
    Variables variables = variables(bare, given);
    YamlMap root = bare.with(variables);
    root.has("variables");
    String name = root.requiredText("name");
    String tenant = root.requiredText("tenant");
    if (tenant.isEmpty() || Variables.PLACEHOLDER.matcher(tenant).find()) {
      throw root.error("tenant", "must be a name: give the variable it is made of");
    }
    Map<String, CallSpec> calls = calls(root);
    Optional<RealtimeSpec> realtime = root.map("realtime").flatMap(ProfileReader::realtime);
    Profile profile =
        new Profile(
            name,
            tenant,
            auth(root.requiredMap("auth")),
            streams(root),
            calls,
            root.map("limits").map(limits -> limits(limits, calls)).orElse(Limits.DEFAULT),
            new ChannelReader(root, calls, realtime.isPresent()).read(),
            root.map("knowledge").map(knowledge -> knowledge(knowledge, calls)),
            realtime);
    root.finish();
    return profile;
  }

  /** The names of a file's variables. */
  static Set<String> variables(String file, String text) {
    return YamlMap.parse(file, text)
        .map("variables")
        .map(map -> Set.copyOf(map.names()))
        .orElse(Set.of());
  }

  /** Declared without a value, and not given: in order. */
  static Set<String> missing(String file, String text, Map<String, String> given) {
    Set<String> missing = new LinkedHashSet<>();
    YamlMap.parse(file, text)
        .map("variables")
        .ifPresent(
            map ->
                map.names().stream()
                    .filter(name -> map.text(name).isEmpty() && !given.containsKey(name))
                    .forEach(missing::add));
    return missing;
  }

  private static Variables variables(YamlMap root, Map<String, String> given) {
    Map<String, Optional<String>> declared = new LinkedHashMap<>();
    root.map("variables")
        .ifPresent(map -> map.names().forEach(name -> declared.put(name, map.text(name))));
    return root.check("variables", () -> Variables.of(declared, given));
  }

  private static AuthSpec auth(YamlMap map) {
    Variant variant =
        map.value("variant", ProfileReader::variant)
            .orElseThrow(() -> map.error("variant", "is missing: add it"));
    Scopes scopes = map.check("scopes", () -> Scopes.of(String.join(" ", map.texts("scopes"))));
    if (variant.asksScopes() == scopes.isEmpty()) {
      throw map.error(
          "scopes",
          variant.asksScopes()
              ? "form+scope needs the scopes to ask for: add a list"
              : "only form+scope asks for scopes: use that variant or remove them");
    }
    AuthSpec auth =
        new AuthSpec(
            variant,
            map.value("token-url", Addresses::http)
                .orElseThrow(() -> map.error("token-url", "is missing: add it")),
            map.value("refresh-before", Quantities::duration).orElse(DEFAULT_REFRESH_BEFORE),
            scopes);
    map.finish();
    return auth;
  }

  private static Variant variant(String text) {
    return switch (text) {
      case "basic" -> Variant.BASIC;
      case "form" -> Variant.FORM;
      case "form+scope" -> Variant.FORM_SCOPE;
      case "password" -> Variant.PASSWORD;
      default ->
          throw new IllegalArgumentException(
              "expected basic, form, form+scope or password, got '" + text + "'");
    };
  }

  private static List<StreamSpec> streams(YamlMap root) {
    List<StreamSpec> streams = root.maps("streams").stream().map(StreamReader::read).toList();
    Set<String> names = new HashSet<>();
    Set<StreamSpec.Matter> decided = EnumSet.noneOf(StreamSpec.Matter.class);
    for (StreamSpec stream : streams) {
      if (!names.add(stream.name())) {
        throw root.error("streams", "two are named '" + stream.name() + "': rename one");
      }
      for (StreamSpec.Matter matter : stream.decides()) {
        if (!decided.add(matter)) {
          throw root.error(
              "streams",
              "two decide on %s, so a call would count twice: let one of them"
                  .formatted(matter.name().toLowerCase(Locale.ROOT)));
        }
      }
    }
    for (StreamSpec stream : streams) {
      if (stream.endpoint() instanceof StreamSpec.Connect connect) {
        connect
            .notifications()
            .flatMap(StreamSpec.Notifications::contactsFrom)
            .filter(from -> from.equals(stream.name()) || !names.contains(from))
            .ifPresent(
                from -> {
                  throw root.error(
                      "streams",
                      "%s takes its contacts from '%s', which is no other stream of this profile"
                          .formatted(stream.name(), from));
                });
      }
    }
    return streams;
  }

  private static Map<String, CallSpec> calls(YamlMap root) {
    Map<String, CallSpec> calls = new LinkedHashMap<>();
    root.map("calls")
        .ifPresent(
            map -> {
              for (String name : map.names()) {
                CallReader.read(name, map.requiredMap(name))
                    .ifPresent(call -> calls.put(name, call));
              }
            });
    return calls;
  }

  private static Limits limits(YamlMap map, Map<String, CallSpec> calls) {
    int perMinute = map.value("per-minute", Quantities::count).orElse(Limits.DEFAULT.perMinute());
    Map<String, Integer> single = new LinkedHashMap<>();
    map.map("calls")
        .ifPresent(
            limits -> {
              for (String name : limits.names()) {
                limits.known(name, name, calls.keySet());
                limits.value(name, Quantities::count).ifPresent(limit -> single.put(name, limit));
              }
            });
    Limits limits = map.check("", () -> new Limits(perMinute, single));
    map.finish();
    return limits;
  }

  /** None where its address comes out empty, as with calls. */
  private static Optional<RealtimeSpec> realtime(YamlMap map) {
    boolean there = !map.requiredText("url").isEmpty();
    int sessions = map.value("sessions", Quantities::count).orElse(RealtimeSpec.SESSIONS);
    Duration ttl = map.value("ttl", Quantities::duration).orElse(RealtimeSpec.TTL);
    Duration freshness =
        map.value("freshness", Quantities::duration).orElse(RealtimeSpec.FRESHNESS);
    boolean confirm = map.value("confirm", Quantities::flag).orElse(true);
    Optional<StreamSpec.Connect> endpoint =
        there ? Optional.of(StreamReader.outgoing(map)) : Optional.empty();
    Optional<RealtimeSpec> realtime =
        endpoint.map(
            to -> map.check("", () -> new RealtimeSpec(to, sessions, ttl, freshness, confirm)));
    if (there) {
      map.finish();
    }
    return realtime;
  }

  private static Knowledge knowledge(YamlMap map, Map<String, CallSpec> calls) {
    String list =
        call(map, "list", calls).orElseThrow(() -> map.error("list", "is missing: name a call"));
    Duration poll = map.value("poll", Quantities::duration).orElse(DEFAULT_POLL);
    Optional<String> search = call(map, "search", calls);
    Knowledge knowledge = map.check("poll", () -> new Knowledge(list, poll, search));
    map.finish();
    return knowledge;
  }

  private static Optional<String> call(YamlMap map, String field, Map<String, CallSpec> calls) {
    Optional<String> name = map.text(field);
    name.ifPresent(call -> map.known(field, call, calls.keySet()));
    return name;
  }
}
