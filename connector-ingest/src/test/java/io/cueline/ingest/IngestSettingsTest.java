package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.ingest.server.PushSettings;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {

  private static final Settings DEFAULTS = Settings.defaults(IngestSettings.ALL);

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> DEFAULTS.with(IngestSettings.CLOCK, "moon").get(IngestSettings.CLOCK))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("ingest.clock")
        .hasMessageContaining("system or stream");
    assertThatThrownBy(
            () ->
                DEFAULTS.with(IngestSettings.TICK_INTERVAL, "0").get(IngestSettings.TICK_INTERVAL))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("more than 0");
    assertThatThrownBy(
            () ->
                DEFAULTS.with(IngestSettings.PING_INTERVAL, "x").get(IngestSettings.PING_INTERVAL))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("duration");
  }

  @Test
  void defaults() {
    assertThat(DEFAULTS.get(IngestSettings.CLOCK)).isEqualTo(IngestSettings.ClockKind.SYSTEM);
    assertThat(DEFAULTS.get(IngestSettings.TICK_INTERVAL)).isEqualTo(Duration.ofMillis(500));
    assertThat(DEFAULTS.get(IngestSettings.STREAMS)).isEmpty();
    assertThat(DEFAULTS.get(IngestSettings.INSTANCE)).isEmpty();
    assertThat(DEFAULTS.get(IngestSettings.SESSION_TIMEOUT)).isEqualTo(Duration.ofSeconds(6));
    assertThat(DEFAULTS.get(IngestSettings.PING_INTERVAL)).isEmpty();
    assertThat(DEFAULTS.get(IngestSettings.RECONNECT_MOST)).isEqualTo(Duration.ofSeconds(60));
    assertThat(DEFAULTS.get(IngestSettings.ARTICLES)).isTrue();
  }

  @Test
  void whatIsSetIsRead() {
    assertThat(
            DEFAULTS
                .with(IngestSettings.RECONNECT_DELAY, "200ms")
                .get(IngestSettings.RECONNECT_DELAY))
        .isEqualTo(Optional.of(Duration.ofMillis(200)));
    assertThat(DEFAULTS.with(IngestSettings.CLOCK, "Stream").get(IngestSettings.CLOCK))
        .isEqualTo(IngestSettings.ClockKind.STREAM);
    assertThat(DEFAULTS.with(IngestSettings.STREAMS, "b, a,,b").get(IngestSettings.STREAMS))
        .containsExactly("b", "a");
  }

  @Test
  void everySettingIsListedAndNamedForIngest() {
    long declared =
        Stream.of(IngestSettings.class, PushSettings.class)
            .flatMap(type -> Arrays.stream(type.getFields()))
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(Field::getType)
            .filter(type -> type == Setting.class)
            .count();

    assertThat(IngestSettings.ALL).hasSize((int) declared).doesNotHaveDuplicates();
    assertThat(IngestSettings.ALL).allMatch(setting -> setting.key().startsWith("ingest."));
  }
}
