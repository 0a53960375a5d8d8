package io.cueline.workbench.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  @Test
  void itFillsAndIsWipedAndIsNotThereWhereNobodyWatches() {
    StringWriter screen = new StringWriter();
    try (ProgressBar bar = ProgressBar.watched(new PrintWriter(screen), "calls", 0)) {
      bar.toRead(1_000);
      for (int i = 0; i < 1_000; i++) {
        bar.one();
      }
    }
    assertThat(screen.toString())
        .contains("·] 500 of 1000 calls", "█] 1000 of 1000 calls")
        .endsWith("\r\033[K");
    assertThat(screen.toString().split("\r", -1)).hasSizeLessThan(250);

    StringWriter file = new StringWriter();
    try (ProgressBar bar = ProgressBar.on(new PrintWriter(file), "calls", 10)) {
      bar.one();
    }
    assertThat(file.toString()).isEmpty();
  }
}
