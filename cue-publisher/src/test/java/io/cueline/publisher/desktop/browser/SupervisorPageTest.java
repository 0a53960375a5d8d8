package io.cueline.publisher.desktop.browser;

import static io.cueline.publisher.desktop.browser.Chromium.until;
import static io.cueline.publisher.desktop.browser.Said.call;
import static io.cueline.publisher.desktop.browser.Said.disclosure;
import static io.cueline.publisher.desktop.browser.Said.hello;
import static io.cueline.publisher.desktop.browser.Said.interrupt;
import static io.cueline.publisher.desktop.browser.Said.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorPageTest {

  private final ScriptedHub hub = ScriptedHub.fresh();
  private Chromium tab;

  @BeforeEach
  void open() {
    tab = Chromium.tab(1280, 800);
  }

  @AfterEach
  void close() {
    if (tab != null) {
      tab.close();
    }
    hub.close();
  }

  @Test
  void an_agents_token_does_not_pass_for_a_supervisors() {
    hub.greet(hello("agent", "Amira Haddad"), live());
    tab.open(hub.supervisor());

    until(() -> tab.sees(".offline", "this page is for a supervisor"));
  }

  @Test
  void what_presses_comes_first_and_moves_back_when_it_is_settled() {
    hub.greet(
        hello("supervisor", "Sam"),
        call("calm", "a", "open", 90),
        call("late", "b", "open", 60),
        disclosure("late", "r", "Recording notice", "OVERDUE", -5),
        call("worst", "c", "open", 30),
        interrupt("worst", "q", "Promised returns", "Correct it.", "critical"),
        live());
    tab.open(hub.supervisor());

    until(() -> tab.seen("#rows .id").equals("worst\nlate\ncalm"));
    assertThat(tab.seen("#sum-violations")).isEqualTo("1");
    assertThat(tab.seen("#rows")).contains("Correct it.").contains("Recording notice, overdue 0:0");
    hub.say(
        Said.closed("worst", "q", 2),
        disclosure("late", "r", "Recording notice", "LATE", -5),
        Said.violation("calm", "v-1", "r", "a", "refund"),
        call("calm", "a", "ended", 90));
    until(() -> tab.seen("#rows .id").equals("late\nworst"));
    assertThat(tab.seen("#over summary")).isEqualTo("1 call just ended");
    assertThat(tab.seen("#sum-overdue")).isEqualTo("0");
    tab.click("#over summary");
    assertThat(tab.seen("#over .badge")).isEqualTo("1 violation");
  }

  @Test
  void a_calls_timeline_is_asked_for_and_followed_and_one_agent_can_be_looked_at()
      throws Exception {
    hub.greet(Scenes.BUSY_TEAM.toArray(String[]::new));
    tab.open(hub.supervisor());
    until(() -> tab.sees("#rows", "bank-loan-rate"));
    tab.click("#rows .row");
    assertThat(hub.heard().poll(5, TimeUnit.SECONDS))
        .isEqualTo("{\"type\":\"timeline\",\"conversationId\":\"bank-loan-rate\"}");
    hub.say(Scenes.TIMELINE);
    until(() -> tab.sees("#entries", "it is really risk free"));
    assertThat(tab.seen("#one-title")).isEqualTo("Call bank-loan-rate, Amira Haddad");
    assertThat(tab.seen("#one-list")).contains("Recording notice: said");

    hub.say(disclosure("bank-loan-rate", "rate-disclosure", "Rate disclosure", "LATE", -12));
    assertThat(hub.heard().poll(5, TimeUnit.SECONDS)).contains("timeline");
    tab.js(
        "const f = document.getElementById('filter'); f.value = 'ben.okafor';"
            + " f.dispatchEvent(new Event('change'))");
    until(() -> tab.seen("#rows .agent").equals("Ben Okafor"));
    assertThat(tab.js("return document.querySelectorAll('button.accept, .card button').length"))
        .isEqualTo(0L);
  }

  @Test
  void the_chart_says_the_same_as_its_table() {
    hub.greet(Scenes.BUSY_TEAM.toArray(String[]::new));
    tab.open(hub.supervisor());
    until(() -> tab.sees("#rules", "Promised returns"));

    assertThat(tab.seen("#rules tr:first-child"))
        .containsPattern("Promised returns\\s+7\\s+0\\s+0");
    assertThat(tab.find("#chart svg").getDomAttribute("aria-label"))
        .isEqualTo(
            "By hour: 1 at 8 o'clock, 3 at 9 o'clock, 4 at 10 o'clock, 4 at 11 o'clock, 2 at 12"
                + " o'clock, 1 at 13 o'clock.");
    tab.click(".hours summary");
    assertThat(tab.seen("#hours tr:nth-child(4)")).containsPattern("11:00\\s+3\\s+0\\s+0\\s+1");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 1280})
  void anybody_can_read_it(int width) {
    tab.size(width, 800);
    hub.greet(Scenes.BUSY_TEAM.toArray(String[]::new));
    tab.open(hub.supervisor());
    until(() -> tab.sees("#rows", "bank-loan-rate"));
    tab.click("#rows .row");
    hub.say(Scenes.TIMELINE);
    until(() -> tab.sees("#entries", "it is really risk free"));
    tab.click(".hours summary");

    tab.assertAccessible();
  }
}
