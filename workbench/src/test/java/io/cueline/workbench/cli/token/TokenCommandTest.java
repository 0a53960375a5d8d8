package io.cueline.workbench.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.token.Admission;
import io.cueline.publisher.desktop.token.TokenCheck;
import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenCommandTest {

  private static final String SECRET = "a secret of thirty-two bytes or so";

  private record Said(int status, String out, String err) {}

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path folder;

  @Test
  void says_what_is_missing() throws IOException {
    assertThat(run("", "--role", "agent", "--subject", "a7"))
        .satisfies(
            said -> {
              assertThat(said.status).isEqualTo(1);
              assertThat(said.err).contains("desktop.token-secret").contains("CUELINE_DESKTOP");
            });
    assertThat(run("desktop.token-secret = short", "--role", "agent", "--subject", "a7"))
        .satisfies(
            said -> {
              assertThat(said.status).isEqualTo(1);
              assertThat(said.err).contains("32").doesNotContain("short:");
            });
  }

  @Test
  void refuses_what_makes_no_sense() throws IOException {
    String secret = "desktop.token-secret = " + SECRET;
    assertThat(run(secret, "--role", "agent").status).isEqualTo(2);
    assertThat(run(secret, "--role", "boss", "--subject", "a7").status).isEqualTo(2);
    assertThat(run(secret, "--role", "agent", "--subject", " ").status).isEqualTo(2);
    assertThat(run(secret, "--role", "agent", "--subject", "a7", "--for", "soon").status)
        .isEqualTo(2);
    assertThat(run(secret, "--role", "agent", "--subject", "a7", "--agents", "a8").status)
        .isEqualTo(2);
    assertThat(run(secret, "--role", "supervisor", "--subject", "Ana", "--agents", ",").status)
        .isEqualTo(2);
  }

  @Test
  void prints_a_token_that_opens_the_desktop() throws IOException {
    String secret = "desktop.token-secret = " + SECRET;
    assertThat(admitted(run(secret, "--role", "agent", "--subject", "a7")))
        .isEqualTo(new Viewer.Agent("a7"));
    assertThat(admitted(run(secret, "--role", "supervisor", "--subject", "Ana")))
        .isEqualTo(new Viewer.Supervisor("Ana", new Team.All()));
    assertThat(admitted(run(secret, "--role", "supervisor", "--subject", "Ana", "--agents", "a,b")))
        .isEqualTo(new Viewer.Supervisor("Ana", new Team.Of(Set.of("a", "b"))));
  }

  private static Viewer admitted(Said said) {
    Settings settings =
        Settings.defaults(
                Stream.<Setting<?>>concat(
                        KafkaAccess.SETTINGS.stream(), PublisherSettings.ALL.stream())
                    .toList())
            .with(TokenSettings.SECRET, SECRET);
    Admission admission =
        TokenCheck.from(settings, InstantSource.system()).check(Optional.of(said.out.strip()));
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).viewer();
  }

  private Said run(String settings, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("settings"), settings + System.lineSeparator());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        CommandLineFactory.create()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] all =
        Stream.concat(Stream.of("token", "--settings", file.toString()), Stream.of(arguments))
            .toArray(String[]::new);
    int status = commandLine.execute(all);
    return new Said(status, out.toString(), err.toString());
  }
}
