package io.cueline.publisher.desktop.browser;

import static io.cueline.publisher.desktop.browser.Chromium.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.desktop.Records;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Mode;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From Kafka to a real browser and back, through a whole publisher. */
class DesktopJourneyTest {

  private static final Viewer AMIRA = new Viewer.Agent("amira");
  private static final String SCRIPT = "<img src=x onerror=\"window.hit=1\">";
  private static final int MEASURED = 25;

  /** Far above what it takes: a machine that does six things at once must not fail it. */
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private static LiveDesktop desktop;

  @BeforeAll
  static void start() {
    try (Chromium probe = Chromium.tab(400, 400)) {
      // Skipped as a whole where there is no browser.
      assertThat(probe).isNotNull();
    }
    desktop = new LiveDesktop("journey");
  }

  @AfterAll
  static void stop() {
    if (desktop != null) {
      desktop.close();
    }
  }

  @Test
  void an_agent_sees_their_own_calls_and_no_word_of_anybody_elses() {
    interrupt("c-amira", "amira", "i-1", "For Amira.");
    interrupt("c-ben", "ben", "i-2", "For Ben.");
    interrupt("c-cleo", "cleo", "i-3", "For Cleo.");
    try (Chromium tab = Chromium.tab(340, 700)) {
      open(tab, AMIRA);
      until(() -> tab.sees(".interrupt", "For Amira."));
      interrupt("c-ben", "ben", "i-4", "For Ben again.");
      interrupt("c-amira", "amira", "i-5", "For Amira again.");
      until(() -> tab.sees(".interrupt", "For Amira again."));
      assertThat(tab.js("return document.documentElement.textContent"))
          .asString()
          .doesNotContain("Ben", "ben", "Cleo", "cleo");
      tab.open("about:blank");
      open(tab, new Viewer.Supervisor("sam", new Team.Of(Set.of("amira", "ben"))));
      until(() -> tab.sees("#rows", "c-ben"));
      assertThat(tab.seen("#rows")).contains("c-amira").doesNotContain("c-cleo");
    }
  }

  @Test
  void what_the_agent_does_is_on_the_topic_once_however_often_it_is_sent() {
    insight("c-use", "kb-1", "Fees", "No fee.");
    interrupt("c-use", "amira-use", "i-use", "Stop.");
    try (Chromium tab = Chromium.tab(340, 700)) {
      open(tab, new Viewer.Agent("amira-use"));
      until(() -> tab.sees(".card", "Fees") && tab.sees(".interrupt", "Stop."));
      tab.click(".use");
      tab.type("a");

      until(() -> tab.seen(".card .used").equals("✓ Used"));
      until(() -> tab.seen(".interrupt").isEmpty());
      tab.reload();
      until(() -> tab.seen(".card .used").equals("✓ Used"));
      assertThat(desktop.feedback())
          .filteredOn(each -> each.getInteractionId().equals("c-use"))
          .extracting(
              each -> each.getSubjectId() + " " + each.getAction() + " " + each.getAgentId())
          .containsExactlyInAnyOrder("kb-1 ACCEPTED amira-use", "i-use ACKNOWLEDGED amira-use");
    }
  }

  @Test
  void script_in_what_was_said_stays_text_all_the_way() {
    insight("c-script", "kb-s", SCRIPT, SCRIPT);
    interrupt("c-script", "amira-script", "i-script", SCRIPT);
    try (Chromium tab = Chromium.tab(340, 700)) {
      open(tab, new Viewer.Agent("amira-script"));

      until(() -> tab.sees(".card", SCRIPT) && tab.sees(".interrupt", SCRIPT));
      assertThat(tab.js("return window.hit")).isEqualTo("");
    }
  }

  @Test
  void a_publisher_that_goes_and_comes_again_costs_nothing_shown_and_nothing_done() {
    String agent = "amira-cut";
    interrupt("c-cut", agent, "i-before", "Before.");
    try (Chromium tab = Chromium.tab(340, 700)) {
      open(tab, new Viewer.Agent(agent));
      until(() -> tab.sees(".interrupt", "Before."));
      desktop.stop();
      until(() -> tab.sees("#connection", "Reconnecting"));
      assertThat(tab.seen(".interrupt")).contains("Before.");
      tab.type("a");
      interrupt("c-cut", agent, "i-meanwhile", "Meanwhile.");
      desktop.publish(
          Topics.DISCLOSURE_STATES,
          "c-cut/notice",
          "c-cut",
          Records.disclosure("c-cut", agent, "notice", "SATISFIED", Mode.LIVE, Instant.now()));
      desktop.startAgain();

      until(() -> tab.sees("#connection", "Live"));
      until(() -> tab.sees(".interrupt", "Meanwhile."));
      until(() -> tab.js("return document.querySelectorAll('.interrupt').length").equals(1L));
      assertThat(tab.seen("#checklist")).containsPattern("Recording notice\\s+said");
      assertThat(desktop.feedback())
          .filteredOn(each -> each.getSubjectId().equals("i-before"))
          .hasSize(1);
    }
  }

  @Test
  void an_interrupt_is_before_the_agent_at_once() throws IOException {
    String agent = "amira-fast";
    interrupt("c-fast", agent, "i-0", "Number 0.");
    try (Chromium tab = Chromium.tab(340, 700)) {
      open(tab, new Viewer.Agent(agent));
      until(() -> tab.sees(".interrupt", "Number 0."));
      // Noted when the element is there and a picture of it has been made.
      tab.js(
          """
          window.painted = {};
          new MutationObserver(() => {
            const there = [...document.querySelectorAll('.interrupt .message, .interrupt h2')]
              .map(node => node.textContent);
            requestAnimationFrame(() => requestAnimationFrame(() =>
              there.forEach(text => (window.painted[text] ??= Date.now()))));
          }).observe(document.getElementById('interrupts'),
            {childList: true, subtree: true, characterData: true});
          """);
      long[] took = new long[MEASURED];
      for (int i = 0; i < MEASURED; i++) {
        String text = "Number %d.".formatted(i + 1);
        long sent = interrupt("c-fast", agent, "i-fast-" + i, text);
        until(() -> !tab.js("return window.painted[arguments[0]]", text).equals(""));
        took[i] = (Long) tab.js("return window.painted[arguments[0]]", text) - sent;
      }
      long[] sorted = LongStream.of(took).sorted().toArray();
      // What a run has measured, for whoever asks.
      Files.writeString(
          Path.of("target", "desktop-latency.json"),
          "{\"fromTopicToPaintedMs\":{\"n\":%d,\"p50\":%d,\"p90\":%d,\"max\":%d}}%n"
              .formatted(
                  MEASURED, sorted[MEASURED / 2], sorted[MEASURED * 9 / 10], sorted[MEASURED - 1]));
      assertThat(Duration.ofMillis(sorted[MEASURED / 2])).isLessThan(AT_MOST);
    }
  }

  private static void open(Chromium tab, Viewer viewer) {
    tab.open(desktop.page(viewer));
    until(() -> tab.sees("#connection", "Live"));
  }

  private static long interrupt(String call, String agent, String cueId, String message) {
    Cue cue =
        Cue.newBuilder(Records.interrupt(call, agent, cueId, 1, CueChange.OPENED, Instant.now()))
            .setMessage(message)
            .setItems(List.of(new CueItem("no-guarantees", 1, message)))
            .build();
    return desktop.publish(Topics.CUES, cueId, call, cue);
  }

  private static void insight(String call, String cardId, String title, String snippet) {
    String agent = call.replace("c-", "amira-");
    Insight insight =
        Insight.newBuilder(Records.insight(call, agent, cardId, Instant.now()))
            .setCards(
                List.of(new Card(cardId, title, 1, 0.9, "kb/" + cardId, snippet, List.of("fee"))))
            .build();
    desktop.publish(Topics.INSIGHTS, call, call, insight);
  }
}
