package io.cueline.publisher.desktop.browser;

import static io.cueline.publisher.desktop.browser.Chromium.until;
import static io.cueline.publisher.desktop.browser.Said.answer;
import static io.cueline.publisher.desktop.browser.Said.banner;
import static io.cueline.publisher.desktop.browser.Said.call;
import static io.cueline.publisher.desktop.browser.Said.card;
import static io.cueline.publisher.desktop.browser.Said.closed;
import static io.cueline.publisher.desktop.browser.Said.disclosure;
import static io.cueline.publisher.desktop.browser.Said.hello;
import static io.cueline.publisher.desktop.browser.Said.interrupt;
import static io.cueline.publisher.desktop.browser.Said.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPageTest {

  private static final String SCRIPT = "<img src=x onerror=\"window.hit=1\"><script>hit=1</script>";

  private final ScriptedHub hub = ScriptedHub.fresh();
  private Chromium tab;

  @BeforeEach
  void open() {
    tab = Chromium.tab(340, 700);
    hub.greet(hello("agent", "Amira Haddad"), call("c-1", "amira", "open", 65), live());
  }

  @AfterEach
  void close() {
    if (tab != null) {
      tab.close();
    }
    hub.close();
  }

  @Test
  void who_is_refused_is_told_why_and_goes_on_with_a_better_token() throws Exception {
    hub.refuse(401, "the token has expired");
    tab.open(hub.url("/embedding"));
    tab.intoFrame("iframe");
    until(() -> tab.sees("#connection", "Not signed in"));
    tab.outOfFrame();
    give("stale");
    tab.intoFrame("iframe");
    until(() -> tab.sees(".offline", "The token has expired. Sign in again"));
    assertThat(tab.seen("#empty")).contains("Signed out");
    tab.outOfFrame();

    hub.admit();
    give("fresh");
    tab.intoFrame("iframe");
    until(() -> tab.sees("#connection", "Live"));
    assertThat(hub.tokens().poll(5, TimeUnit.SECONDS)).contains("bearer.fresh");
  }

  @Test
  void a_token_is_taken_off_the_address_and_kept_for_a_reload() throws Exception {
    onScreen("c-1");

    assertThat(tab.address()).doesNotContain("token");
    tab.reload();
    until(() -> tab.sees("#connection", "Live"));
    assertThat(hub.tokens()).hasSize(2).allMatch(each -> each.contains("bearer.a.token"));
  }

  @Test
  void text_from_outside_stays_text() {
    onScreen("c-1");
    hub.say(
        interrupt("c-1", "q-1", SCRIPT, SCRIPT, "high"),
        banner("c-1", "b-1", 1, SCRIPT, Map.of("r", SCRIPT)),
        disclosure("c-1", "r", SCRIPT, "OVERDUE", -5),
        card("c-1", "k-1", SCRIPT, SCRIPT + " loan", "javascript:window.hit=1"));

    until(() -> tab.sees(".card", SCRIPT));
    assertThat(tab.seen(".interrupt")).contains(SCRIPT);
    assertThat(tab.seen(".banner")).contains(SCRIPT);
    assertThat(tab.seen("#checklist")).contains(SCRIPT);
    assertThat(tab.seen(".card .source")).contains("javascript:window.hit=1");
    assertThat(
            tab.js(
                "return document.querySelectorAll('main img:not(.empty img), main a, main script').length"))
        .isEqualTo(0L);
    assertThat(tab.js("return window.hit")).isEqualTo("");
  }

  @Test
  void markup_that_a_mistake_would_let_in_is_stopped_by_the_browser() {
    onScreen("c-1");

    assertThat(
            tab.js(
                "try { document.body.innerHTML = '<b>x</b>'; return 'let in' }"
                    + " catch (refused) { return refused.name }"))
        .isEqualTo("TypeError");
  }

  @Test
  void an_interrupt_takes_the_focus_and_stays_until_acknowledged() throws Exception {
    onScreen("c-1");
    hub.say(interrupt("c-1", "q-1", "Promised returns", "Correct what was promised.", "critical"));
    until(() -> tab.sees(".interrupt", "Correct what was promised."));

    assertThat(tab.js("return document.activeElement.getAttribute('role')"))
        .isEqualTo("alertdialog");
    assertThat(tab.js("return document.getElementById('assertive').textContent"))
        .asString()
        .contains("Promised returns");
    assertThat(tab.js("return document.title")).asString().startsWith("(1)");

    tab.type("a");
    assertThat(hub.heard().poll(5, TimeUnit.SECONDS))
        .contains("\"ACKNOWLEDGED\"", "\"subjectId\":\"q-1\"", "\"conversationId\":\"c-1\"");
    until(() -> tab.seen(".interrupt").toLowerCase(Locale.ROOT).contains("being recorded"));
    hub.say(answer("recorded", "c-1", "q-1", "ACKNOWLEDGED"), closed("c-1", "q-1", 2));
    until(() -> tab.seen(".interrupt").isEmpty());
  }

  @Test
  void what_is_refused_comes_back_with_the_reason() {
    onScreen("c-1");
    hub.say(interrupt("c-1", "q-1", "Title", "Stop.", "high"));
    until(() -> tab.sees(".interrupt", "Stop."));
    tab.click(".accept");
    hub.say(answer("refused", "c-1", "q-1", "ACKNOWLEDGED"));

    until(() -> tab.sees("#trouble", "it was late"));
    assertThat(tab.find(".accept").isEnabled()).isTrue();
  }

  @Test
  void nobodys_typing_elsewhere_is_disturbed() {
    tab.open(hub.url("/embedding"));
    give("a.token");
    tab.intoFrame("iframe");
    until(() -> tab.sees("#connection", "Live"));
    tab.outOfFrame();
    tab.click("textarea");
    tab.type("the customer ");
    hub.say(interrupt("c-1", "q-1", "Title", "Stop.", "critical"));
    tab.intoFrame("iframe");
    until(() -> tab.sees(".interrupt", "Stop."));
    tab.outOfFrame();
    tab.type("asked a question");

    assertThat(tab.js("return document.querySelector('textarea').value"))
        .isEqualTo("the customer asked a question");
    assertThat(hub.heard()).isEmpty();
  }

  @Test
  void a_disclosure_ticks_itself_off_and_its_banner_goes() {
    onScreen("c-1");
    hub.say(
        disclosure("c-1", "notice", "Recording notice", "PENDING", 30),
        disclosure("c-1", "rate", "Rate disclosure", "DORMANT", 0));
    until(() -> tab.seen("#checklist").matches("(?s).*Recording notice\\s+within 0:[23]\\d.*"));
    hub.say(
        disclosure("c-1", "notice", "Recording notice", "OVERDUE", -3),
        banner(
            "c-1",
            "b-1",
            1,
            "Say that the call is recorded.",
            Map.of("notice", "Recording notice")));
    until(() -> tab.sees(".banner", "Say that the call is recorded."));
    assertThat(tab.seen("#checklist")).containsPattern("Recording notice\\s+overdue");
    assertThat(tab.seen("#list-count")).isEqualTo("0 of 1 said");

    hub.say(
        disclosure("c-1", "notice", "Recording notice", "LATE", -3),
        banner("c-1", "b-1", 2, "", Map.of()));
    until(() -> tab.sees("#list-count", "1 of 1 said"));
    assertThat(tab.seen(".banner")).isEmpty();
    assertThat(tab.seen("#checklist")).containsPattern("Recording notice\\s+said late");
    assertThat(tab.js("return document.getElementById('polite').textContent"))
        .isEqualTo("Recording notice: said.");
  }

  @Test
  void cards_are_gone_through_by_keys() throws Exception {
    onScreen("c-1");
    hub.say(
        card("c-1", "k-1", "Loan rates", "The annual rate of a loan.", "https://kb.example/1"),
        card("c-1", "k-2", "Paying back", "An early fee.", "KB-2"));
    until(() -> tab.sees(".card", "Paying back"));
    assertThat(
            tab.js("return [...document.querySelectorAll('mark')].map(m => m.textContent).join()"))
        .isEqualTo("annual,rate,loan,early,fee");
    assertThat(tab.find(".card a").getDomAttribute("rel")).isEqualTo("noopener noreferrer");

    tab.type("jjku");
    assertThat(hub.heard().poll(5, TimeUnit.SECONDS)).contains("ACCEPTED", "\"k-1\"");
    until(() -> tab.sees(".card[data-subject=k-1]", "Used"));
    tab.type("jd");
    assertThat(hub.heard().poll(5, TimeUnit.SECONDS)).contains("DISMISSED", "\"k-2\"");
    until(() -> tab.sees("#dismissed", "1 dismissed"));
    assertThat(tab.js("return document.activeElement.dataset.subject")).isEqualTo("k-1");
  }

  @Test
  void keys_can_be_switched_off() {
    onScreen("c-1");
    tab.type("?");
    until(() -> tab.sees("#keys", "Acknowledge the interrupt"));
    tab.click("#keys-on");
    tab.click("#keys button");
    hub.say(interrupt("c-1", "q-1", "Title", "Stop.", "high"));
    until(() -> tab.sees(".interrupt", "Stop."));
    tab.type("a");

    assertThat(hub.heard()).isEmpty();
  }

  @Test
  void what_is_done_while_cut_off_is_sent_when_back_and_nothing_shown_is_lost() throws Exception {
    onScreen("c-1");
    String open = interrupt("c-1", "q-1", "Title", "Stop.", "high");
    hub.say(open);
    until(() -> tab.sees(".interrupt", "Stop."));
    hub.refuse(503, "the instance is catching up");
    hub.cut(1001);
    until(() -> tab.sees("#connection", "Reconnecting"));
    assertThat(tab.seen(".interrupt")).contains("Stop.");
    tab.click(".accept");
    assertThat(hub.heard().poll(200, TimeUnit.MILLISECONDS)).isNull();
    hub.greet(
        hello("agent", "Amira Haddad"),
        call("c-1", "amira", "open", 65),
        open,
        call("c-2", "amira", "open", 5),
        interrupt("c-2", "q-2", "Other", "Stop that too.", "high"),
        live());
    hub.admit();

    assertThat(hub.heard().poll(20, TimeUnit.SECONDS)).contains("ACKNOWLEDGED", "q-1");
    hub.say(answer("recorded", "c-1", "q-1", "ACKNOWLEDGED"));
    until(() -> tab.sees(".interrupt", "Stop that too.") && !tab.sees(".interrupt", "Stop.\n"));
    tab.click(".where");
    until(() -> tab.sees("#call-name", "c-2"));
    assertThat(tab.seen("#calls [aria-current=true]")).contains("c-2").doesNotContain("c-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 900})
  void anybody_can_read_it(int width) {
    tab.size(width, 700);
    hub.greet(Scenes.BUSY_AGENT.toArray(String[]::new));
    onScreen("bank-loan-rate");
    tab.assertAccessible();
    if (width == 320) {
      tab.type("?");
      until(() -> tab.sees("#keys", "Acknowledge the interrupt"));
      tab.assertAccessible();
      hub.greet(hello("agent", "Amira Haddad"), live());
      tab.reload();
      until(() -> tab.sees("#empty", "No call at the moment"));
      tab.assertAccessible();
    }
  }

  private void onScreen(String callId) {
    tab.open(hub.agent());
    until(() -> tab.sees("#connection", "Live") && tab.sees("#call-name", callId));
  }

  /** As the agent application does it. */
  private void give(String token) {
    until(() -> tab.js("return window.asked").equals("cueline-token-wanted"));
    tab.js(
        "frames[0].postMessage({type: 'cueline-token', token: arguments[0]}, location.origin)",
        token);
  }
}
