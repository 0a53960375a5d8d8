package io.cueline.workbench.cli.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Cargo;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.Template;
import io.cueline.cxone.profile.TokenPlace;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is well-formed in a profile and still cannot have been meant. Pure. */
final class Cautions {

  /** Longer than any cue that such a call carries is worth sending. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String CALLBACK = "crm-callback";
  private static final Pattern HERE = Pattern.compile("localhost|127\\..*|\\[?::1]?");

  /** A field name of HTTP (RFC 9110, 5.1). */
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern BRACED = Pattern.compile("\\{[A-Za-z][\\w.-]*}");
  private static final Pattern OPENED = Pattern.compile("\\{\\w+|\\w+}");

  private final Profile profile;
  private final List<Finding> findings = new ArrayList<>();

  private Cautions(Profile profile) {
    this.profile = profile;
  }

  static List<Finding> of(Profile profile) {
    Cautions cautions = new Cautions(profile);
    cautions.inTheClear("auth.token-url", profile.auth().tokenUrl(), "the client's secret");
    profile.streams().forEach(cautions::stream);
    new TreeMap<>(profile.calls()).values().forEach(cautions::call);
    profile.realtime().ifPresent(it -> cautions.connection("realtime", it.endpoint()));
    cautions.limits();
    cautions.callbacks();
    return cautions.findings;
  }

  private void stream(StreamSpec stream) {
    if (stream.endpoint() instanceof StreamSpec.Connect connect) {
      connection("streams." + stream.name(), connect);
    }
  }

  private void connection(String where, StreamSpec.Connect connect) {
    inTheClear(where, connect.url(), "the token and what callers say");
    connect
        .headers()
        .forEach(
            (name, value) -> {
              if (!HEADER.matcher(name).matches() || !value.chars().allMatch(c -> c >= ' ')) {
                findings.add(
                    Finding.error(
                        where + ".headers",
                        "'%s' cannot be sent as a header".formatted(name),
                        "letters, digits and dashes make a name; a value is one line"));
              }
            });
    connect
        .subscribe()
        .filter(text -> text.startsWith("{") && !isJson(text))
        .ifPresent(
            text ->
                findings.add(
                    Finding.warning(
                        where + ".subscribe",
                        "it begins as JSON and is none: " + text,
                        "correct it; the tenant would not understand what is asked for")));
  }

  private void call(CallSpec call) {
    String where = "calls." + call.name();
    if (!(call.token() instanceof TokenPlace.Nowhere)) {
      inTheClear(where, URI.create(call.url().replaceAll("[{}]", "")), "the token");
    }
    if (call.timeout().compareTo(PATIENCE) > 0) {
      findings.add(
          Finding.warning(
              where + ".timeout",
              "an attempt may hang for %d s, longer than what it carries is of use"
                  .formatted(call.timeout().toSeconds()),
              "write 10s to 15s"));
    }
    Stream.concat(call.query().values().stream(), call.body().stream())
        .flatMap(Cautions::texts)
        .map(Cautions::halfOpen)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            half ->
                findings.add(
                    Finding.warning(
                        where,
                        "'%s' has one brace only, so it is sent as it stands".formatted(half),
                        "write a placeholder as {name}")));
  }

  private void inTheClear(String where, URI url, String what) {
    boolean plain = "http".equals(url.getScheme()) || "ws".equals(url.getScheme());
    if (plain && !HERE.matcher(String.valueOf(url.getHost())).matches()) {
      findings.add(
          Finding.warning(
              where,
              "%s travels unencrypted to %s".formatted(what, url.getHost()),
              "write https (or wss), but for a tenant that is simulated"));
    }
  }

  private void limits() {
    int most = profile.limits().perMinute();
    new TreeMap<>(profile.limits().calls())
        .forEach(
            (call, limit) -> {
              if (limit > most) {
                findings.add(
                    Finding.warning(
                        "limits.calls." + call,
                        "%d a minute are never reached: all calls together have %d"
                            .formatted(limit, most),
                        "raise limits.per-minute if the tenant allows it, or remove this one"));
              }
            });
  }

  /** An outsider is told what was shown: somebody must have been shown it. */
  private void callbacks() {
    for (Cargo cargo : List.of(Cargo.INTERRUPT, Cargo.DISCLOSURE, Cargo.CARD)) {
      List<String> channels = cargo.of(profile.channels());
      if (!channels.isEmpty() && channels.getFirst().equals(CALLBACK)) {
        findings.add(
            Finding.warning(
                "channels." + cargo.field(),
                "the outsider is told that it was shown before anything shows it",
                "put what shows it before crm-callback"));
      }
    }
  }

  private static Stream<String> texts(Template template) {
    return switch (template) {
      case Template.Fields(Map<String, Template> fields) ->
          fields.values().stream().flatMap(Cautions::texts);
      case Template.Items(List<Template> items) -> items.stream().flatMap(Cautions::texts);
      case Template.Each(String _, Template item) -> texts(item);
      case Template.Text(String text) -> Stream.of(text);
      case Template.Literal _ -> Stream.empty();
    };
  }

  /** What looks like a placeholder that lacks a brace. */
  private static Optional<String> halfOpen(String text) {
    var half = OPENED.matcher(BRACED.matcher(text).replaceAll(" "));
    return half.find() ? Optional.of(half.group()) : Optional.empty();
  }

  private static boolean isJson(String text) {
    try {
      JsonMapper.builder().build().readTree(text);
      return true;
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }
}
