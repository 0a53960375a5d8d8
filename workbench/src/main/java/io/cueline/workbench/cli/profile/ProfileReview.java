package io.cueline.workbench.cli.profile;

import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Cargo;
import io.cueline.cxone.profile.Knowledge;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.Scopes;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.StreamSpec.Matter;
import io.cueline.cxone.profile.TokenPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What can be said of a profile by reading it. Pure. */
final class ProfileReview {

  /** What the contract asks for, by call. */
  private static final Map<String, String> SCOPES =
      Map.of(
          "prompts",
          "agentassist:write",
          "insights",
          "agentassist:write",
          "cues",
          "agentassist:cue:write agentassist:interaction:read",
          "assist-cards",
          "assist:write",
          "knowledge-search",
          "knowledge:read",
          "knowledge-list",
          "knowledge:read",
          "training-feedback",
          "ai:training:write",
          Cargo.REALTIME,
          "realtime:read agentassist:write");

  private final Profile profile;
  private final Set<String> dialects;
  private final List<Finding> findings = new ArrayList<>();

  private ProfileReview(Profile profile, Set<String> dialects) {
    this.profile = profile;
    this.dialects = dialects;
  }

  /**
   * @param dialects those whose tables are known
   */
  static List<Finding> of(Profile profile, Set<String> dialects) {
    ProfileReview review = new ProfileReview(profile, dialects);
    review.streams();
    review.channels();
    review.unusedCalls();
    review.scopes();
    review.outsiders();
    return review.findings;
  }

  private void streams() {
    for (StreamSpec stream : profile.streams()) {
      if (!dialects.contains(stream.dialect())) {
        findings.add(
            Finding.error(
                "streams." + stream.name(),
                "nothing is known of its dialect '%s'".formatted(stream.dialect()),
                "take one of %s, or give a dialect file by the setting ingest.dialect"
                    .formatted(String.join(", ", dialects.stream().sorted().toList()))));
      }
    }
    if (profile.streams().isEmpty()) {
      findings.add(
          Finding.warning(
              "streams",
              "there is none: nothing is heard of any call",
              "describe one, docs/profiles.md, unless another profile's service reads them"));
      return;
    }
    for (Matter matter : Matter.values()) {
      String name = matter.name().toLowerCase(Locale.ROOT);
      if (profile.deciding(matter).isEmpty()) {
        findings.add(
            Finding.warning(
                "streams",
                "no stream decides on " + name,
                "write decides: [%s] at the stream that is to".formatted(name)));
      }
    }
  }

  private void channels() {
    for (Cargo cargo : Cargo.values()) {
      List<String> channels = cargo.of(profile.channels());
      String where = "channels." + cargo.field();
      if (channels.isEmpty()) {
        findings.add(
            Finding.warning(
                where,
                "nothing carries it: it reaches nobody by this tenant (our own desktop page aside)",
                "name a call there, such as one of "
                    + String.join(", ", cargo.builtIn().stream().sorted().toList())));
      } else {
        findings.add(Finding.ok(where, String.join(", ", channels)));
      }
      if (channels.contains("agent-messages")) {
        findings.add(
            Finding.warning(
                where,
                "agent-messages reach only agents who are known",
                "make sure that a dialect, PUT /api/v2/interactions/{id}/agent or a desktop token"
                    + " says whose call it is"));
      }
    }
    if (profile.realtime().isPresent() && !used().contains(Cargo.REALTIME)) {
      findings.add(
          Finding.warning(
              Cargo.REALTIME, "no channel uses it", "name realtime under channels, or remove it"));
    }
  }

  private void unusedCalls() {
    Set<String> used = used();
    new TreeMap<>(profile.calls())
        .keySet().stream()
            .filter(call -> !used.contains(call))
            .forEach(
                call ->
                    findings.add(
                        Finding.warning(
                            "calls." + call,
                            "no channel uses it",
                            "name it under channels or knowledge, or leave it for later")));
  }

  private Set<String> used() {
    Set<String> used = new HashSet<>();
    for (Cargo cargo : Cargo.values()) {
      used.addAll(cargo.of(profile.channels()));
    }
    profile.knowledge().map(Knowledge::list).ifPresent(used::add);
    profile.knowledge().flatMap(Knowledge::search).ifPresent(used::add);
    return used;
  }

  private void scopes() {
    for (CallSpec call : new TreeMap<>(profile.calls()).values()) {
      if (!(call.token() instanceof TokenPlace.Nowhere)) {
        scopes("calls." + call.name(), call.name(), call.scope());
      }
    }
    profile
        .realtime()
        .ifPresent(it -> scopes(Cargo.REALTIME, Cargo.REALTIME, it.endpoint().scope()));
    for (StreamSpec stream : profile.streams()) {
      if (stream.endpoint() instanceof StreamSpec.Connect connect) {
        ownToken("streams." + stream.name(), connect.scope());
      }
    }
  }

  private void scopes(String where, String call, String given) {
    Set<String> wanted = new HashSet<>(Scopes.of(SCOPES.getOrDefault(call, "")).names());
    wanted.removeAll(Scopes.of(given).names());
    if (!wanted.isEmpty()) {
      String missing = String.join(" ", wanted.stream().sorted().toList());
      findings.add(
          Finding.warning(
              where,
              "NICE asks for the scope %s, which it does not name".formatted(missing),
              "add it to its scope:, so that a 403 can be told by its cause"));
    }
    ownToken(where, given);
  }

  /** Every token beside the common one is a request more, and one more that may be refused. */
  private void ownToken(String where, String scope) {
    AuthSpec auth = profile.auth();
    if (auth.variant().asksScopes()
        && !scope.isBlank()
        && !auth.scopes().names().containsAll(Scopes.of(scope).names())) {
      findings.add(
          Finding.warning(
              where,
              "its scope %s is not among auth.scopes: it asks for a token of its own"
                  .formatted(scope),
              "add it to auth.scopes if the client may have it"));
    }
  }

  private void outsiders() {
    CallSpec callback = profile.calls().get("crm-callback");
    if (callback != null && !(callback.token() instanceof TokenPlace.Nowhere)) {
      findings.add(
          Finding.error(
              "calls.crm-callback",
              "it would show the tenant's token to somebody outside",
              "write token: none there"));
    }
  }
}
