package io.cueline.cxone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.cxone.profile.AuthSpec.Variant;
import io.cueline.cxone.profile.StreamSpec.Connect;
import io.cueline.cxone.profile.StreamSpec.Listen;
import io.cueline.cxone.profile.StreamSpec.Matter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedProfilesTest {

  /** Those whose address holds the tenant's name cannot do without one. */
  private static final Map<String, Map<String, String>> NEEDED =
      Map.of("knowledge-cards", Map.of("tenant", "bank"), "prompt-sync", Map.of("tenant", "bank"));

  @Test
  void everyFileInTheFolderIsListed() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/profiles"))) {
      List<String> names =
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList();

      assertThat(Profile.shipped()).isEqualTo(names);
    }
  }

  @ParameterizedTest
  @MethodSource("io.cueline.cxone.profile.Profile#shipped")
  void loadsAndGoesByItsOwnName(String name) {
    Profile profile = Profile.load(name, NEEDED.getOrDefault(name, Map.of()));

    assertThat(profile.name()).isEqualTo(name);
    assertThat(profile.deciding(Matter.COMPLIANCE)).isPresent();
    assertThat(profile.limits().perMinute()).isGreaterThanOrEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("io.cueline.cxone.profile.Profile#shipped")
  void sendsItsTokenToNobodyButItsTenant(String name) {
    Profile profile = Profile.load(name, NEEDED.getOrDefault(name, Map.of()));

    assertThat(profile.calls().values())
        .filteredOn(call -> !(call.token() instanceof TokenPlace.Nowhere))
        .allSatisfy(
            call ->
                assertThat(URI.create(call.url().replaceAll("[{}]", "")).getHost())
                    .matches("localhost|.*\\.(niceincontact|nicecxone|cxone)\\.com"));
  }

  @Test
  void authIsAsTheContractsTableSays() {
    assertThat(auth("compliance-prompts"))
        .isEqualTo(
            auth(Variant.BASIC, "https://api.niceincontact.com/oauth/token", 60, Scopes.NONE));
    assertThat(auth("disclosure-cues"))
        .isEqualTo(
            auth(Variant.FORM, "https://api-us.nicecxone.com/oauth/token", 300, Scopes.NONE));
    assertThat(auth("insights"))
        .isEqualTo(
            auth(Variant.FORM, "https://api.niceincontact.com/oauth/token", 300, Scopes.NONE));
    assertThat(auth("prompt-sync"))
        .isEqualTo(
            auth(
                Variant.FORM_SCOPE,
                "https://platform.nicecxone.com/oauth/token",
                60,
                Scopes.of("realtime:read agentassist:write interactions:read")));
    assertThat(auth("knowledge-cards"))
        .isEqualTo(
            auth(
                Variant.FORM_SCOPE,
                "https://bank.cxone.com/oauth/token",
                300,
                Scopes.of("interactions:read assist:write knowledge:read")));
  }

  /** So that each way of wiring can be tried against a simulated tenant. */
  @ParameterizedTest
  @MethodSource("io.cueline.cxone.profile.Profile#shipped")
  void everyHostCanBeTheSimulators(String name) {
    Map<String, String> variables = new HashMap<>(NEEDED.getOrDefault(name, Map.of()));
    variables.put("tenantUrl", "http://127.0.0.1:4711");
    if (name.equals("assist-hub")) {
      variables.put("hubUrl", "http://127.0.0.1:4711");
    }
    if (name.equals("prompt-sync")) {
      variables.put("platformUrl", "http://127.0.0.1:4711");
      variables.put("realtimeUrl", "http://127.0.0.1:4711");
    }
    if (name.equals("agent-messages")) {
      variables.put("platformUrl", "http://127.0.0.1:4711");
    }
    Profile profile = Profile.load(name, variables);

    assertThat(profile.auth().tokenUrl()).hasPort(4711);
    assertThat(profile.calls().values())
        .filteredOn(call -> !(call.token() instanceof TokenPlace.Nowhere))
        .allSatisfy(call -> assertThat(call.url()).startsWith("http://127.0.0.1:4711/"));
    assertThat(profile.realtime().stream())
        .allSatisfy(realtime -> assertThat(realtime.endpoint().url()).hasPort(4711));
    assertThat(profile.streams())
        .extracting(StreamSpec::endpoint)
        .filteredOn(Connect.class::isInstance)
        .allSatisfy(endpoint -> assertThat(((Connect) endpoint).url()).hasPort(4711));
  }

  @Test
  void theSimulatorsHostsAllFollowOneVariable() {
    Profile profile = Profile.load("simulator", Map.of("tenantUrl", "http://127.0.0.1:4711"));

    assertThat(profile.auth().tokenUrl())
        .isEqualTo(URI.create("http://127.0.0.1:4711/oauth/token"));
    assertThat(profile.calls().values())
        .allSatisfy(call -> assertThat(call.url()).startsWith("http://127.0.0.1:4711/"));
    assertThat(profile.streams())
        .singleElement()
        .satisfies(
            stream ->
                assertThat(((Connect) stream.endpoint()).url())
                    .isEqualTo(
                        URI.create("ws://127.0.0.1:4711/api/v2/interactions/transcription")));
    assertThat(profile.calls().keySet()).contains("prompts", "cues", "insights", "knowledge-list");
  }

  @Test
  void theSimulatorsSocketsMayBeElsewhere() {
    Profile profile = Profile.load("simulator", Map.of("tenantWs", "ws://other:1"));

    assertThat(((Connect) profile.streams().getFirst().endpoint()).url().getHost())
        .isEqualTo("other");
  }

  @Test
  void streamsSayWhoConnectsAndHowTheTokenTravels() {
    StreamSpec pushed = Profile.load("compliance-prompts", Map.of()).streams().getFirst();
    Connect query =
        (Connect) Profile.load("disclosure-cues", Map.of()).streams().getFirst().endpoint();
    Connect header =
        (Connect)
            Profile.load("knowledge-cards", Map.of("tenant", "bank"))
                .streams()
                .getFirst()
                .endpoint();

    assertThat(pushed.endpoint())
        .isEqualTo(new Listen("/api/v2/stt/incoming", "transcription:read transcription:realtime"));
    assertThat(query.subscribe()).contains("{\"action\":\"subscribe\",\"scope\":\"global\"}");
    assertThat(query.urlWith("a+b="))
        .hasToString(
            "wss://api-us.nicecxone.com/api/v2/interactions/transcription?access_token=a%2Bb%3D");
    assertThat(query.headersWith("t")).isEmpty();
    assertThat(query.keepAlive().ping()).isEqualTo(Duration.ofSeconds(20));
    assertThat(header.urlWith("t")).isEqualTo(header.url());
    assertThat(header.headersWith("t"))
        .isEqualTo(Map.of("Authorization", "Bearer t", "Accept", "application/json"));
  }

  @Test
  void aCallWithoutAnAddressIsNotThere() {
    Map<String, String> without = Map.of("tenant", "bank");
    Map<String, String> with = Map.of("tenant", "bank", "crmUrl", "https://crm.example/told");

    assertThat(Profile.load("prompt-sync", without).calls()).isEmpty();
    assertThat(Profile.load("prompt-sync", without).channels().card()).containsExactly("realtime");
    assertThat(Profile.load("prompt-sync", with).channels().card())
        .containsExactly("realtime", "crm-callback");
    assertThat(Profile.load("prompt-sync", with).call("crm-callback").token())
        .isEqualTo(new TokenPlace.Nowhere());
  }

  private static AuthSpec auth(String name) {
    return Profile.load(name, NEEDED.getOrDefault(name, Map.of())).auth();
  }

  private static AuthSpec auth(Variant variant, String url, int seconds, Scopes scopes) {
    return new AuthSpec(variant, URI.create(url), Duration.ofSeconds(seconds), scopes);
  }
}
