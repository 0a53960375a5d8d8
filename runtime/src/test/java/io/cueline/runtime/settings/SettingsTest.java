package io.cueline.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  enum Clock {
    SYSTEM,
    CALL_TIME
  }

  private static final Setting<Duration> TICK =
      Setting.duration("ingest.tick-interval", "500ms", "how often the clock is written");
  private static final Setting<Integer> LANES =
      Setting.number("publisher.lanes", 4, 1, 64, "calls under way at once");
  private static final Setting<Optional<String>> SECRET =
      Setting.secret("cxone.client-secret", "the tenant's");
  private static final Setting<URI> HOME = Setting.uri("cxone.home", "http://localhost", "where");
  private static final Setting<Boolean> FLAG = Setting.flag("ingest.mask", true, "mask cards");
  private static final Setting<String> REQUIRED = Setting.required("cxone.profile", "dialect");
  private static final Setting<Clock> CLOCK =
      Setting.choice("ingest.clock", Clock.SYSTEM, Clock.class, "whose time");

  private static final List<Setting<?>> ALL =
      List.of(TICK, LANES, SECRET, HOME, FLAG, REQUIRED, CLOCK);

  @Test
  void tellsASlipOfThePenWithTheNearestKey(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("s"), "ingest.tik-interval = 1s\n");

    assertThatThrownBy(() -> Settings.load(ALL, Optional.of(file), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("ingest.tik-interval")
        .hasMessageContaining("did you mean ingest.tick-interval?")
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> load(Map.of("CUELINE_PUBLISHER_LANE", "3")))
        .hasMessageContaining("did you mean CUELINE_PUBLISHER_LANES?");
  }

  @Test
  void tellsAMissingFile(@TempDir Path temp) {
    assertThatThrownBy(() -> Settings.load(ALL, Optional.of(temp.resolve("no")), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("no");
  }

  @Test
  void saysWhatWasExpectedInPlaceOfAWrongValue() {
    refuses(TICK, "soon", "expected a duration such as 500ms");
    refuses(LANES, "0", "expected a whole number from 1 to 64");
    refuses(LANES, "many", "expected a whole number from 1 to 64");
    refuses(FLAG, "perhaps", "expected true or false");
    refuses(CLOCK, "sundial", "expected one of system, call-time");
    refuses(HOME, "http://a b", "http://a b");
  }

  @Test
  void saysHowToSetWhatNobodySet() {
    assertThatThrownBy(() -> Settings.defaults(ALL).get(REQUIRED))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cxone.profile")
        .hasMessageContaining("CUELINE_CXONE_PROFILE");
  }

  @Test
  void showsNoSecretInAnyMessage() {
    Setting<Integer> pin =
        new Setting<>("cxone.pin", Optional.empty(), Integer::parseInt, "four digits", true);
    Settings settings =
        Settings.load(List.of(pin), Optional.empty(), Map.of("CUELINE_CXONE_PIN", "hush"));
    StringWriter trace = new StringWriter();

    assertThatThrownBy(() -> settings.get(pin))
        .satisfies(wrong -> wrong.printStackTrace(new PrintWriter(trace)))
        .hasMessageContaining("cxone.pin");
    assertThat(trace.toString()).doesNotContain("hush");
    assertThat(settings.toString()).contains("cxone.pin=***").doesNotContain("hush");
  }

  @Test
  void checksEverythingAtOnceThatIsSet() {
    assertThatThrownBy(load(Map.of("CUELINE_PUBLISHER_LANES", "99"))::check)
        .hasMessageContaining("publisher.lanes");
    assertThat(load(Map.of("CUELINE_PUBLISHER_LANES", "9")).check().get(LANES)).isEqualTo(9);
  }

  @Test
  void putsTheEnvironmentOverTheFileOverTheDefaults(@TempDir Path temp) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("settings"), "# ours\ningest.tick-interval = 1m30s \npublisher.lanes=8\n");
    Map<String, String> environment =
        Map.of("CUELINE_PUBLISHER_LANES", "16", "PATH", "/bin", "CUELINE_JAVA_OPTS", "-Xmx1g");

    Settings settings = Settings.load(ALL, Optional.of(file), environment);

    assertThat(settings.get(TICK)).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.get(LANES)).isEqualTo(16);
    assertThat(settings.get(FLAG)).isTrue();
    assertThat(settings.get(SECRET)).isEmpty();
    assertThat(settings.get(CLOCK)).isEqualTo(Clock.SYSTEM);
    assertThat(settings.isSet(TICK)).isTrue();
    assertThat(settings.isSet(FLAG)).isFalse();
  }

  @Test
  void takesTheLastDefaultOfAKey() {
    Settings settings = Settings.defaults(List.of(LANES, FLAG, LANES.withDefault("32")));

    assertThat(settings.get(LANES)).isEqualTo(32);
    assertThat(settings.with(LANES, "2").get(LANES)).isEqualTo(2);
    assertThat(settings.catalogue()).hasSize(2);
  }

  @Test
  void listsEverySettingForPeople() {
    assertThat(Catalogue.text(ALL))
        .contains("ingest.tick-interval = 500ms\n    how often the clock is written\n")
        .contains("    CUELINE_INGEST_TICK_INTERVAL\n")
        .contains("cxone.profile = (required)")
        .contains("cxone.client-secret = (none)\n    the tenant's [secret]");
    assertThat(Catalogue.markdown(ALL))
        .contains("| `publisher.lanes` | `CUELINE_PUBLISHER_LANES` | `4` |")
        .contains("calls under way at once (1 to 64)");
    assertThat(Catalogue.rows(ALL)).extracting(Catalogue.Row::key).isSorted();
  }

  private static void refuses(Setting<?> setting, String value, String expected) {
    assertThatThrownBy(() -> load(Map.of(setting.environmentName(), value)).get(setting))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(setting.key())
        .hasMessageContaining(value)
        .hasMessageContaining(expected);
  }

  private static Settings load(Map<String, String> environment) {
    return Settings.load(ALL, Optional.empty(), environment);
  }
}
