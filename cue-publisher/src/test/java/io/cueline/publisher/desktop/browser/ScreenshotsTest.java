package io.cueline.publisher.desktop.browser;

import static io.cueline.publisher.desktop.browser.Chromium.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Draws the documents' pictures anew: {@code -Dscreenshots=../docs/images}. Best where the font
 * Inter is installed (Debian's fonts-inter).
 */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsTest {

  private final Path folder = Path.of(System.getProperty("screenshots", "target"));

  @Test
  void the_agents_page() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      try (ScriptedHub hub = ScriptedHub.fresh();
          Chromium tab = Chromium.tab(380, 1120)) {
        hub.greet(Scenes.BUSY_AGENT.toArray(String[]::new));
        tab.scheme(scheme);
        tab.open(hub.agent());
        until(() -> tab.sees(".card", "Paying a loan back early"));
        keep(tab, "agent-" + scheme);
      }
    }
    try (ScriptedHub hub = ScriptedHub.fresh();
        Chromium tab = Chromium.tab(380, 1120)) {
      hub.greet(Scenes.BUSY_AGENT.toArray(String[]::new));
      tab.open(hub.agent());
      until(() -> tab.sees(".interrupt", "Investments"));
      tab.click(".accept");
      hub.say(Scenes.DONE);
      until(() -> tab.seen(".interrupt").isEmpty());
      keep(tab, "agent-acknowledged");
    }
  }

  @Test
  void the_supervisors_page() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      try (ScriptedHub hub = ScriptedHub.fresh();
          Chromium tab = Chromium.tab(1280, 720)) {
        hub.greet(Scenes.BUSY_TEAM.toArray(String[]::new));
        tab.scheme(scheme);
        tab.open(hub.supervisor());
        until(() -> tab.sees("#rows", "bank-loan-rate"));
        tab.click("#rows .row");
        hub.say(Scenes.TIMELINE);
        until(() -> tab.sees("#entries", "it is really risk free"));
        keep(tab, "supervisor-" + scheme);
      }
    }
  }

  private void keep(Chromium tab, String name) throws IOException {
    Files.createDirectories(folder);
    byte[] picture = tab.picture();
    assertThat(picture).hasSizeLessThan(400_000);
    Files.write(folder.resolve(name + ".png"), picture);
  }
}
