package io.cueline.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

  private static final Logger LOG = LoggerFactory.getLogger("io.cueline.test");
  private static final Settings DEFAULTS = Settings.defaults(LogSettings.ALL);

  @AfterEach
  void backToStderr() {
    Logging.toStderr(DEFAULTS);
  }

  @Test
  void saysWhenTheFileCannotBeWritten(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> Logging.toFile(file.resolve("log"), DEFAULTS))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot write the log");
  }

  @Test
  void keepsEachEventOnOneLineWhateverItHolds(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("logs/demo.log");
    Logging.toFile(file, DEFAULTS);

    LOG.atWarn()
        .addKeyValue("part", "a \"b\"\nc")
        .addKeyValue("count", 3)
        .addKeyValue("msg", "not the message")
        .setCause(new IllegalStateException("outer", new IOException("inner")))
        .log("Two\nlines");
    LOG.atInfo().log("Plain");

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("time=20")
        .contains(" level=warn logger=io.cueline.test msg=\"Two\\nlines\"")
        .contains("part=\"a \\\"b\\\"\\nc\" count=3 msg_=\"not the message\"")
        .contains("error=\"java.lang.IllegalStateException: outer\"")
        .contains("caused by java.io.IOException: inner");
    assertThat(lines.getLast()).endsWith("msg=Plain");
  }

  @Test
  void writesJsonThatReadsBack(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("log");
    Logging.toFile(file, DEFAULTS.with(LogSettings.FORMAT, "json"));

    LOG.atInfo().addKeyValue("part", "a \"b\"\n\u0001é").log("Said {}", "x");

    JsonNode event = new ObjectMapper().readTree(Files.readString(file));
    assertThat(event.get("msg").asText()).isEqualTo("Said x");
    assertThat(event.get("part").asText()).isEqualTo("a \"b\"\n\u0001é");
    assertThat(event.get("level").asText()).isEqualTo("info");
  }

  @Test
  void takesInWhatLibrariesLogTheOldWay(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("log");
    Logging.toFile(file, DEFAULTS);
    java.util.logging.Logger old = java.util.logging.Logger.getLogger("org.example.Old");

    old.info("chatter");
    old.log(java.util.logging.Level.WARNING, "Lost {0}", "socket");

    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(Files.readString(file))
        .contains("level=warn logger=org.example.Old msg=\"Lost socket\"");
  }

  @Test
  void leavesKafkasChatterOutAndOurDebugUntilAskedFor(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("log");
    Logging.toFile(file, DEFAULTS);
    LoggerFactory.getLogger("org.apache.kafka.clients.consumer.internals.X").info("joining");
    LOG.debug("detail");
    Logging.toFile(file, DEFAULTS.with(LogSettings.LEVEL, "debug"));
    LOG.debug("asked for");

    assertThat(Files.readString(file)).doesNotContain("joining", "detail").contains("asked for");
  }
}
