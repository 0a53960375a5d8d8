package io.cueline.workbench.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.workbench.cli.CommandLineFactory;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.faults.AnswerFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cueline profile}, as whoever wires a tenant sees it. */
class ProfileCommandsTest {

  private static final String CREDENTIALS =
      "cxone.client-id = cueline\ncxone.client-secret = cueline-secret\n";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aFileThatIsNoProfileIsRefusedWithItsPlace() throws IOException {
    String wrong = file("own.yaml", "name: own\ntenant: bank\nauht: {}\n");

    assertThat(run("profile", "check", wrong, "--offline")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("error    .*own.yaml:1: auth: is missing: add it")
        .contains("would not run: 1 thing to mend");
    assertThat(run("profile", "check", folder + "/none.yaml", "--offline")).isEqualTo(1);
    assertThat(out.toString()).contains("there is no profile file");
    assertThat(run("profile")).isEqualTo(2);
  }

  @Test
  void aVariableWithoutAValueIsNamedAndTheRestIsCheckedAllTheSame() {
    assertThat(run("profile", "check", "prompt-sync")).isEqualTo(1);

    assertThat(out.toString())
        .contains("error    variables.tenant: it has no value")
        .contains("-> give one by cxone.variables: tenant=…")
        .contains("ok       channels.interrupt: realtime")
        .contains("would not run: 1 thing to mend");
  }

  @Test
  void whatNothingUsesAndWhatIsMissingIsSaidWithTheMend() throws IOException {
    String own =
        file(
            "own.yaml",
            """
            name: own
            tenant: bank
            auth: {variant: form+scope, token-url: "https://localhost/t", scopes: [assist:write]}
            streams:
              - {name: s, dialect: martian, listen: /in, decides: [knowledge]}
            calls:
              prompts: {url: "https://localhost/p", scope: "other:scope"}
              crm-callback: {url: "https://crm.example/x"}
              assist-cards: {url: "https://localhost/{interactionId}", scope: "assist:write"}
            realtime: {url: "wss://localhost/r", scope: "realtime:read agentassist:write"}
            channels: {card: [assist-cards]}
            """);

    assertThat(run("profile", "check", own, "--offline")).isEqualTo(1);

    assertThat(out.toString())
        .contains("error    streams.s: nothing is known of its dialect 'martian'")
        .contains("warning  streams: no stream decides on compliance")
        .contains("warning  channels.interrupt: nothing carries it")
        .contains("warning  calls.prompts: no channel uses it")
        .contains("warning  calls.prompts: NICE asks for the scope agentassist:write")
        .contains("warning  calls.prompts: its scope other:scope is not among auth.scopes")
        .contains("warning  realtime: no channel uses it")
        .contains("error    calls.crm-callback: it would show the tenant's token")
        .contains("write token: none there")
        .contains("ok       channels.card: assist-cards")
        .contains("would not run: 2 things to mend");
  }

  @Test
  void whatIsWellFormedAndCannotHaveBeenMeantIsToldToo() throws IOException {
    String own =
        file(
            "own.yaml",
            """
            name: own
            tenant: bank
            auth: {variant: form, token-url: "http://tenant.example/t"}
            streams:
              - name: s
                dialect: transcription
                url: "wss://tenant.example/s"
                subscribe: '{"action":'
                headers: {"Two words": x}
                decides: [compliance, knowledge]
            calls:
              prompts: {url: "https://tenant.example/p", scope: "agentassist:write", timeout: 1h}
              tickets: {url: "https://tenant.example/t", body: {text: "{title"}}
              crm-callback: {url: "http://crm.example/x", token: none}
            limits: {per-minute: 100, calls: {prompts: 600}}
            channels: {interrupt: [crm-callback, prompts], disclosure: tickets}
            """);

    assertThat(run("profile", "check", own, "--offline")).isEqualTo(1);

    assertThat(out.toString())
        .contains("warning  auth.token-url: the client's secret travels unencrypted")
        .contains("error    streams.s.headers: 'Two words' cannot be sent as a header")
        .contains("warning  streams.s.subscribe: it begins as JSON and is none")
        .contains("warning  calls.prompts.timeout: an attempt may hang for 3600 s")
        .contains("warning  calls.tickets: '{title' has one brace only")
        .contains("warning  limits.calls.prompts: 600 a minute are never reached")
        .contains("warning  channels.interrupt: the outsider is told that it was shown before")
        .doesNotContain("calls.crm-callback: the token");
  }

  @Test
  void hostsAndTokensAreTried() throws Exception {
    try (SimulatedTenant tenant = SimulatedTenant.start(TenantOptions.builder().build())) {
      String settings =
          file("settings", CREDENTIALS + "cxone.variables = tenantUrl=" + tenant.baseUrl() + "\n");
      assertThat(run("profile", "check", "--settings", settings)).isZero();
      assertThat(out.toString())
          .contains("127.0.0.1:" + tenant.port() + " answers")
          .contains("/oauth/token gives a token")
          .contains("profile simulator would run");

      tenant.faults().answer(AnswerFault.status("token", 5, 403));
      String other =
          file(
              "other",
              CREDENTIALS.replace("cueline-secret", "wrong")
                  + "cxone.variables = tenantUrl="
                  + tenant.baseUrl()
                  + "\n");
      assertThat(run("profile", "check", "--settings", other)).isEqualTo(1);
      assertThat(out.toString()).contains("error    auth: no token:").contains("check the client");
    }
  }

  @Test
  void aHostThatIsNotThereIsToldWithWhatToDo() throws IOException {
    String settings = file("settings", CREDENTIALS);

    assertThat(
            run(
                "profile",
                "check",
                "simulator",
                "--settings",
                settings,
                "--var",
                "tenantUrl=http://127.0.0.1:1",
                "--var",
                "crmUrl=http://no-such-host.invalid/x",
                "--json"))
        .isEqualTo(1);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("ok").booleanValue()).isFalse();
    assertThat(json.get("findings").valueStream().map(it -> it.get("what").textValue()))
        .anyMatch(what -> what.startsWith("nobody takes a connection at 127.0.0.1:1"))
        .contains("the host no-such-host.invalid has no address")
        .anyMatch(what -> what.startsWith("no token:"));
    assertThat(json.get("findings").valueStream())
        .filteredOn(it -> it.get("grade").textValue().equals("error"))
        .allSatisfy(it -> assertThat(it.get("mend").textValue()).isNotEmpty());
  }

  @Test
  void theShippedOnesAreListed() throws IOException {
    assertThat(run("profile", "list")).isZero();
    assertThat(out.toString()).contains("prompt-sync").contains("needs       tenant");

    out.getBuffer().setLength(0);
    assertThat(run("profile", "list", "--json")).isZero();
    JsonNode profiles = new ObjectMapper().readTree(out.toString()).get("profiles");
    assertThat(profiles).hasSize(9);
    assertThat(profiles.get(0).get("interrupt").get(0).textValue()).isEqualTo("agent-messages");
  }

  private int run(String... arguments) {
    CommandLine cueline = CommandLineFactory.create();
    cueline.setOut(new PrintWriter(out));
    cueline.setErr(new PrintWriter(err));
    return cueline.execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
