package io.cueline.cxone.profile;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code channels}, and holds what they carry against what their calls can be given. */
final class ChannelReader {

  private final YamlMap root;
  private final Map<String, CallSpec> calls;
  private final boolean realtime;

  ChannelReader(YamlMap root, Map<String, CallSpec> calls, boolean realtime) {
    this.root = root;
    this.calls = calls;
    this.realtime = realtime;
  }

  Channels read() {
    Optional<YamlMap> given = root.map("channels");
    if (given.isEmpty()) {
      return Channels.NONE;
    }
    YamlMap map = given.get();
    Channels channels =
        new Channels(
            names(map, Cargo.INTERRUPT),
            names(map, Cargo.DISCLOSURE),
            map.value("disclosure-changes", Quantities::flag).orElse(true),
            names(map, Cargo.CARD),
            names(map, Cargo.FEEDBACK));
    map.finish();
    for (Cargo cargo : Cargo.values()) {
      cargo.of(channels).forEach(name -> checkTemplates(cargo, name));
    }
    return channels;
  }

  /** One name, or a list of them; what the profile has no address for carries nothing. */
  private List<String> names(YamlMap map, Cargo cargo) {
    String field = cargo.field();
    List<String> names =
        map.isList(field) ? map.texts(field) : map.text(field).map(List::of).orElse(List.of());
    for (String name : names) {
      if (!name.equals(Cargo.REALTIME) || !root.has(Cargo.REALTIME)) {
        map.known(field, name, declared());
      }
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw map.error(field, "names '" + name + "' twice: remove one of them");
      }
      if (isThere(name) && !cargo.builtIn().contains(name) && !told(calls.get(name))) {
        throw map.error(
            field,
            "'%s' cannot carry it without a body: give it one under calls.%s, or take one of %s"
                .formatted(name, name, list(cargo.builtIn())));
      }
    }
    return names.stream().filter(this::isThere).toList();
  }

  private boolean isThere(String name) {
    return calls.containsKey(name) || (name.equals(Cargo.REALTIME) && realtime);
  }

  private Set<String> declared() {
    return root.map("calls").map(YamlMap::names).orElse(Set.of());
  }

  private static boolean told(@Nullable CallSpec call) {
    return call != null && (call.body().isPresent() || !call.query().isEmpty());
  }

  private void checkTemplates(Cargo cargo, String name) {
    @Nullable CallSpec call = calls.get(name);
    if (call == null) {
      return;
    }
    YamlMap map = root.requiredMap("calls").requiredMap(name);
    call.pathNames().forEach(each -> checkPlace(map, "url", cargo, Optional.empty(), each));
    call.query()
        .values()
        .forEach(text -> text.places().forEach(each -> checkPlace(map, "query", cargo, each)));
    call.body()
        .ifPresent(body -> body.places().forEach(each -> checkPlace(map, "body", cargo, each)));
  }

  private static void checkPlace(YamlMap map, String field, Cargo cargo, Template.Place place) {
    checkPlace(map, field, cargo, place.list(), place.placeholder());
  }

  private static void checkPlace(
      YamlMap map, String field, Cargo cargo, Optional<String> list, String placeholder) {
    Set<String> known = new LinkedHashSet<>(cargo.placeholders());
    list.ifPresent(
        name -> {
          if (!cargo.lists().containsKey(name)) {
            throw map.error(
                field,
                "there is no list '%s' to go through for %s; there are: %s"
                    .formatted(name, cargo.field(), list(cargo.lists().keySet())));
          }
          known.addAll(cargo.lists().getOrDefault(name, Set.of()));
        });
    if (!known.contains(placeholder)) {
      throw map.error(
          field,
          "{%s} is no placeholder for %s, which channels.%s sends by this call; there are: %s"
              .formatted(placeholder, cargo.field(), cargo.field(), list(known)));
    }
  }

  private static String list(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
