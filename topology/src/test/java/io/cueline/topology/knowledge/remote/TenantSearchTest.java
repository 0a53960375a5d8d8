package io.cueline.topology.knowledge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real socket. */
class TenantSearchTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String ONE = "{\"entities\":[{\"id\":\"kb-7\",\"title\":\"Fees\"}]}";

  private final FakeSearch tenant = new FakeSearch();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-01-01T10:00:00Z");
  private final TenantSearch search =
      new TenantSearch(
          tenant.client(),
          "knowledge-search",
          new RemoteOptions("en-US", 5, 4, LONG, Duration.ofMinutes(10), 100),
          () -> now,
          metrics);

  @AfterEach
  void stop() {
    search.close();
    tenant.close();
  }

  @Test
  void aSourceThatHangsIsGivenUpAtTheDeadlineAndThenLeftAlone() throws InterruptedException {
    tenant.hangs();
    long start = System.nanoTime();
    for (int each = 0; each < 3; each++) {
      assertThat(search.search("question " + each, Duration.ofMillis(80)))
          .isEqualTo(new SearchResult.Failed("the tenant's search did not answer in time"));
    }
    assertThat(search.search("another", LONG))
        .isEqualTo(new SearchResult.Failed("the tenant's search has failed and is left alone"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

    now = now.plusSeconds(11);
    tenant.answers(_ -> HttpReply.text(200, ONE));
    assertThat(search.search("another", LONG)).isInstanceOf(SearchResult.Found.class);
    assertThat(count("late")).isEqualTo(3);
    assertThat(count("resting")).isEqualTo(1);
  }

  @Test
  void whatWasAskedLatelyIsNotAskedAgain() throws InterruptedException {
    List<HttpRequest> requests = new ArrayList<>();
    tenant.answers(
        request -> {
          requests.add(request);
          return HttpReply.text(200, ONE);
        });
    SearchResult first = search.search("  What is\nthe fee? ", LONG);
    assertThat(search.search("what is the FEE?", LONG)).isEqualTo(first);
    assertThat(tenant.searches()).isEqualTo(1);
    assertThat(requests.getFirst().queryValue("q")).contains("What is the fee?");
    assertThat(requests.getFirst().queryValue("language")).contains("en-US");
    assertThat(requests.getFirst().queryValue("pageSize")).contains("5");

    now = now.plus(Duration.ofMinutes(11));
    assertThat(search.search("what is the fee?", LONG)).isEqualTo(first);
    assertThat(tenant.searches()).isEqualTo(2);
  }

  @Test
  void refusalsAreFailuresWithAReasonAndAWaitThatIsAskedForIsKept() throws InterruptedException {
    tenant.answers(_ -> HttpReply.error(403, "not yours"));
    assertThat(search.search("one", LONG).toString()).contains("403").contains("knowledge:read");
    tenant.answers(_ -> HttpReply.error(429, "slow down").withHeader("Retry-After", "30"));
    assertThat(search.search("two", LONG)).isInstanceOf(SearchResult.Failed.class);
    int asked = tenant.searches();
    now = now.plusSeconds(20);
    assertThat(search.search("three", LONG).toString()).contains("left alone");
    assertThat(tenant.searches()).isEqualTo(asked);
  }

  @Test
  void ofALongTextTheEndIsAsked() throws InterruptedException {
    List<String> asked = new ArrayList<>();
    tenant.answers(
        request -> {
          asked.add(request.queryValue("q").orElse(""));
          return HttpReply.text(200, ONE);
        });
    search.search("word ".repeat(500) + "what is the fee", LONG);
    assertThat(asked.getFirst()).hasSizeLessThanOrEqualTo(500).endsWith("word what is the fee");
  }

  private double count(String result) {
    return metrics.counter("cueline.knowledge.remote.searches", "result", result).count();
  }
}
