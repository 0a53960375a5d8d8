package io.cueline.workbench.cli.token;

import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.token.TokenMint;
import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Durations;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.cli.SettingsOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline token}. */
@Command(
    name = "token",
    description = {
      "Prints a token that opens the agent desktop, signed with the secret of the setting"
          + " desktop.token-secret."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The agent's page takes it as http://HOST:PORT/agent-desktop/#token=TOKEN, the supervisor's"
          + " as http://HOST:PORT/agent-desktop/supervisor#token=TOKEN."
    })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
public final class TokenCommand implements Callable<Integer> {

  /** Whose token. */
  enum Role {
    AGENT,
    SUPERVISOR
  }

  private static final Duration LONGEST = Duration.ofDays(366);

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "agent or supervisor.")
  private Role role;

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "ID",
      description = "The agent's id as the tenant names it, or the supervisor's name.")
  private String subject;

  @Option(
      names = "--agents",
      paramLabel = "IDS",
      description = "A supervisor's team, ids with commas (default: everybody).")
  private @Nullable String agents;

  @Option(names = "--name", paramLabel = "NAME", description = "To be shown on the page.")
  private @Nullable String name;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "8h",
      description = "How long it holds (default: 8h).")
  private String holds;

  @Override
  public Integer call() {
    Settings all = settings.load();
    String token =
        mint(all)
            .mint(
                viewer(),
                Optional.ofNullable(name),
                Instant.now().plus(duration()),
                all.get(TokenSettings.AUDIENCE),
                all.get(TokenSettings.ISSUER));
    spec.commandLine().getOut().println(token);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static TokenMint mint(Settings all) {
    String secret =
        all.get(TokenSettings.SECRET)
            .orElseThrow(
                () ->
                    new StartupException(
                        "no secret to sign with: set %s (%s in the settings file), as the publisher"
                                .formatted(
                                    TokenSettings.SECRET.environmentName(),
                                    TokenSettings.SECRET.key())
                            + " has it"));
    try {
      return new TokenMint(secret, all.get(KafkaAccess.TENANT));
    } catch (IllegalArgumentException tooShort) {
      throw new StartupException(
          "%s: %s".formatted(TokenSettings.SECRET.key(), tooShort.getMessage()), tooShort);
    }
  }

  private Viewer viewer() {
    try {
      return switch (role) {
        case AGENT -> {
          if (agents != null) {
            throw new IllegalArgumentException("--agents is a supervisor's");
          }
          yield new Viewer.Agent(subject);
        }
        case SUPERVISOR -> new Viewer.Supervisor(subject, team());
      };
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Team team() {
    if (agents == null || agents.equals("*")) {
      return new Team.All();
    }
    Set<String> ids =
        Arrays.stream(agents.split(",", -1))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("--agents names nobody");
    }
    return new Team.Of(ids);
  }

  private Duration duration() {
    try {
      Duration duration = Durations.parse(holds);
      if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("above nothing, at most a year");
      }
      return duration;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          spec.commandLine(),
          "--for %s: expected a duration such as 8h or 30m, at most a year".formatted(holds),
          wrong);
    }
  }
}
