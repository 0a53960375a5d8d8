package io.cueline.cxone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever writes a profile is told where the mistake is and how to mend it. */
class ProfileMistakesTest {

  private static final String GOOD =
      """
      name: mine
      variables:
        host: localhost
      tenant: bank
      auth:
        variant: basic
        token-url: http://{host}/oauth/token
      streams:
        - name: a
          dialect: transcription
          url: ws://{host}/stream
          decides: [compliance]
      calls:
        prompts:
          url: http://{host}/prompts/{causeId}
          timeout: 10s
      limits:
        per-minute: 100
        calls: {prompts: 50}
      channels:
        interrupt: prompts
      """;

  @Test
  void anUnknownNameIsAnsweredWithTheShippedOnes() {
    assertThatThrownBy(() -> Profile.load("simulater", Map.of()))
        .isInstanceOf(ProfileException.class)
        .hasMessage(
            "there is no profile 'simulater'; shipped are: agent-messages, assist-hub, compliance-prompts,"
                + " disclosure-cues, insights, knowledge-cards, prompt-sync, simulator, voice-gateway. A file is given by its path,"
                + " such as ./simulater.yaml");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Profile.load("./no-such.yaml", Map.of()))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith("there is no profile file './no-such.yaml'");
  }

  @Test
  void aVariableWithoutAValueIsAskedFor() {
    assertThatThrownBy(() -> Profile.load("knowledge-cards", Map.of()))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("knowledge-cards.yaml:")
        .hasMessageContaining("give one by the setting cxone.variables: tenant=…");
  }

  @Test
  void aVariableTheFileDoesNotDeclareIsRefused() {
    assertThatThrownBy(() -> Profile.load("disclosure-cues", Map.of("regin", "api-eu")))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("there is no variable 'regin'; declared are: tenant, region");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          variant: basic                 | variant: bearer                   | mine.yaml:6: auth.variant: expected basic, form, form+scope or password, got 'bearer'
          variant: basic                 | variant: form+scope               | mine.yaml:6: auth.scopes: form+scope needs the scopes to ask for
          token-url: http://{host}/oauth/token | token-url: http://{hots}/t   | mine.yaml:7: auth.token-url: '{hots}' is no variable of this file
          token-url: http://{host}/oauth/token | token-url: http://me:pw@x/t  | mine.yaml:7: auth.token-url: an address must hold no credentials
          token-url: http://{host}/oauth/token | refresh-before: 60s         | mine.yaml:6: auth.token-url: is missing: add it
          host: localhost                | host: "{host}"                    | mine.yaml:15: calls.prompts.url: variable 'host' is defined by itself
          url: ws://{host}/stream        | url: localhost/stream             | mine.yaml:11: streams[0].url: expected an address beginning with wss:// and a host
          url: ws://{host}/stream        | listen: stream                    | mine.yaml:11: streams[0].listen: expected a path
          decides: [compliance]          | decides: [everything]             | mine.yaml:12: streams[0].decides: expected compliance or knowledge
          decides: [compliance]          | token: {cookie: x}                | mine.yaml:12: streams[0].token.cookie: is no field here; there are: query, header
          url: http://{host}/prompts/{causeId} | url: http://{hots}/prompts       | mine.yaml:15: calls.prompts.url: '{hots}' is no variable of this file
          timeout: 10s                   | timeout: 10                       | mine.yaml:16: calls.prompts.timeout: expected a duration such as
          timeout: 10s                   | timeout: 0s                       | mine.yaml:15: calls.prompts: timeout must be longer than 0
          timeout: 10s                   | success: [404]                    | mine.yaml:16: calls.prompts.success: a success is a status from 200 to 299, got 404
          timeout: 10s                   | timeuot: 10s                      | mine.yaml:16: calls.prompts.timeuot: is no field here; there are: url,
          per-minute: 100                | per-minute: 0                     | mine.yaml:18: limits: per-minute must be at least 1
          calls: {prompts: 50}           | calls: {prompt: 50}               | mine.yaml:19: limits.calls.prompt: there is no call 'prompt'; there are: prompts
          interrupt: prompts             | interrupt: promts                 | mine.yaml:21: channels.interrupt: there is no call 'promts'
          interrupt: prompts             | interrupt: [prompts, promts]      | mine.yaml:21: channels.interrupt: there is no call 'promts'
          interrupt: prompts             | interrupt: [prompts, prompts]     | mine.yaml:21: channels.interrupt: names 'prompts' twice
          tenant: bank                   | tenat: bank                       | mine.yaml:1: tenant: is missing: add it
          tenant: bank                   | name: bank                        | mine.yaml:4: name: stands here twice
          tenant: bank                   | tenant: [bank                     | mine.yaml:5: is no YAML
          """)
  void aMistakeIsNamedWithItsPlace(String good, String bad, String message, @TempDir Path folder)
      throws IOException {
    assertThat(GOOD).contains(good);

    assertThatThrownBy(() -> load(folder, GOOD.replace(good, bad)))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoStreamsMayNotDecideOnTheSame(@TempDir Path folder) throws IOException {
    String two =
        GOOD.replace(
            "calls:\n  prompts",
            "  - {name: b, dialect: x, listen: /b, decides: [compliance]}\ncalls:\n  prompts");

    assertThatThrownBy(() -> load(folder, two))
        .hasMessageContaining("streams: two decide on compliance, so a call would count twice");
  }

  @Test
  void withoutMistakesItLoads(@TempDir Path folder) throws IOException {
    Profile profile = load(folder, GOOD);

    assertThat(profile.call("prompts").pathNames()).containsExactly("causeId");
    assertThat(profile.call("prompts").method()).isEqualTo("POST");
    assertThat(profile.limits().perMinute("prompts")).isEqualTo(50);
    assertThat(profile.channels().interrupt()).containsExactly("prompts");
    assertThatThrownBy(() -> profile.call("cues"))
        .isInstanceOf(ProfileException.class)
        .hasMessage("profile mine has no call 'cues'; it has: [prompts]. Add it under calls:");
  }

  @Test
  void variablesComeInOneSetting() {
    assertThat(Profile.parseVariables("region=api-eu; tenantUrl=http://h:1/?a=b;"))
        .isEqualTo(Map.of("region", "api-eu", "tenantUrl", "http://h:1/?a=b"));
    assertThat(Profile.parseVariables(" ")).isEmpty();
    assertThatThrownBy(() -> Profile.parseVariables("region"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Profile load(Path folder, String text) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text);
    return Profile.load(file.toString(), Map.of());
  }
}
