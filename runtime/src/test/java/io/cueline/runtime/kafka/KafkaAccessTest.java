package io.cueline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAccessTest {

  private static final Settings DEFAULTS = Settings.defaults(KafkaAccess.SETTINGS);

  @Test
  void refusesFurtherSettingsItCannotReadWithoutShowingThem() {
    assertThatThrownBy(() -> KafkaAccess.from(DEFAULTS.with(KafkaAccess.EXTRA, "a=b;hush")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("kafka.client")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> KafkaAccess.from(DEFAULTS.with(KafkaAccess.CLIENT_FILE, "/nowhere")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("/nowhere");
  }

  @Test
  void handsFurtherSettingsToEveryClient(@TempDir Path temp) throws IOException {
    String jaas = "org.example.Login required username=\"u\" password=\"hush\";";
    Path file = Files.writeString(temp.resolve("client"), "sasl.jaas.config = " + jaas + "\nx=1\n");

    KafkaAccess access =
        KafkaAccess.from(
            DEFAULTS
                .with(KafkaAccess.CLIENT_FILE, file.toString())
                .with(KafkaAccess.EXTRA, "x=2; y = 3;")
                .with(KafkaAccess.BOOTSTRAP, "broker:9092"));

    assertThat(access.clientConfig())
        .containsEntry("sasl.jaas.config", jaas)
        .containsEntry("x", "2")
        .containsEntry("y", "3")
        .containsEntry("bootstrap.servers", "broker:9092");
    assertThat(access.toString()).contains("broker:9092").doesNotContain("hush");
  }
}
