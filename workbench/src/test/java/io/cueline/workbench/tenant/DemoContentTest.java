package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.calls.ArticleFile;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.CallFile;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demonstration is worth looking at: what it is to show is in its calls. */
class DemoContentTest {

  private static final List<Call> CALLS =
      CallFile.read("demo/calls.jsonl", resource("/demo/calls.jsonl"));

  private static Reader resource(String name) {
    InputStream in = Objects.requireNonNull(DemoContentTest.class.getResourceAsStream(name), name);
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }

  @Test
  void shouldHoldABanksAndAnInsurersCallsEachWithItsAgent() {
    assertThat(CALLS).filteredOn(c -> c.interactionId().startsWith("bank-")).hasSizeBetween(8, 20);
    assertThat(CALLS).filteredOn(c -> c.interactionId().startsWith("ins-")).hasSizeBetween(8, 20);
    assertThat(CALLS).allSatisfy(call -> assertThat(call.agentId()).isPresent());
  }

  @Test
  void shouldLastOneToFourMinutesButForTheWrongNumber() {
    for (Call call : CALLS) {
      List<PlannedFrame> frames = ReplayPlan.of(List.of(call), Duration.ZERO).frames();
      Duration length = frames.getLast().at().minus(frames.getFirst().at());
      if (call.interactionId().equals("bank-wrong-number")) {
        assertThat(length).isLessThan(Duration.ofSeconds(30));
      } else {
        assertThat(length).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(240));
      }
    }
  }

  @Test
  void shouldShowWhatTheRulesAndTheMaskingAreThereFor() {
    assertThat(said(Speaker.AGENT, "guarantee.*refund")).isNotEmpty();
    assertThat(said(Speaker.CUSTOMER, "cancel.*guarantee")).isNotEmpty();
    assertThat(said(Speaker.AGENT, "(this call|the call|our conversation) (may be|is being)"))
        .hasSizeGreaterThan(8);
    assertThat(said(Speaker.AGENT, "annual rate is five point nine percent")).hasSize(1);
    assertThat(said(Speaker.AGENT, "early termination fee of \\$250")).hasSize(1);
    assertThat(said(Speaker.CUSTOMER, "four one one one one one one")).hasSize(1);
    assertThat(said(Speaker.CUSTOMER, "4000 0566 5566 5556")).hasSize(1);
    assertThat(said(Speaker.CUSTOMER, "my pin is")).hasSize(1);
    assertThat(said(Speaker.CUSTOMER, "(?i)cvv|security code")).hasSize(2);
    assertThat(CALLS.stream().flatMap(c -> c.turns().stream()))
        .anyMatch(turn -> turn.confidence().filter(c -> c < 0.4).isPresent());
  }

  private static List<String> said(Speaker speaker, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return CALLS.stream()
        .flatMap(call -> call.turns().stream())
        .filter(turn -> turn.speaker() == speaker)
        .map(Turn::text)
        .filter(text -> wanted.matcher(text).find())
        .toList();
  }

  @Test
  void shouldHoldArticlesOfBoth() {
    List<Article> articles =
        ArticleFile.read("demo/articles.jsonl", resource("/demo/articles.jsonl"));
    assertThat(articles).hasSizeGreaterThan(30);
    assertThat(articles).allSatisfy(a -> assertThat(a.body()).hasSizeGreaterThan(150));
    assertThat(articles).anyMatch(a -> a.id().startsWith("bank-"));
    assertThat(articles).anyMatch(a -> a.id().startsWith("ins-"));
  }
}
