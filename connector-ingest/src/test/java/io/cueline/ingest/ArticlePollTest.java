package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.support.Rig;
import io.cueline.ingest.support.Written;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class ArticlePollTest {

  private Rig rig;

  @BeforeEach
  void start(TestInfo info) throws ExecutionException, InterruptedException {
    rig =
        Rig.of(info)
            .with(IngestSettings.ARTICLES, "true")
            .with(IngestSettings.ARTICLES_INTERVAL, "50ms")
            .with(IngestSettings.ARTICLES_RETRY, "10ms");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static String items(int from, int to, String text) {
    return IntStream.range(from, to)
        .mapToObj(
            number ->
                "{\"id\":\"a%1$d\",\"title\":\"Title\",\"content\":\"<b>%2$s</b> %1$d\"}"
                    .formatted(number, text))
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }

  private static HttpReply list(int status, String body) {
    return HttpReply.of(status, "application/json", body)
        .withHeader("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
  }

  private List<ConsumerRecord<String, KnowledgeArticle>> written() {
    return Written.in(rig.broker().bootstrapServers(), rig.names(), Topics.KNOWLEDGE_ARTICLES);
  }

  private void polled(int more) {
    int until = rig.tenant.polls() + more;
    await().atMost(Duration.ofSeconds(20)).until(() -> rig.tenant.polls() >= until);
  }

  @Test
  void aFailingTenantIsAskedAgainAndTold() {
    rig.tenant.articles(_ -> HttpReply.error(500, "no"));
    ServiceContext context = rig.start();

    polled(2);
    await()
        .untilAsserted(
            () -> assertThat(context.health().notReady().get("articles")).contains("500"));
    rig.tenant.articles(_ -> HttpReply.text(200, "no JSON"));
    await()
        .untilAsserted(
            () -> assertThat(context.health().notReady().get("articles")).contains("no JSON"));
    rig.tenant.articles(_ -> list(200, items(0, 3, "text")));
    await().until(() -> !context.health().notReady().containsKey("articles"));
    assertThat(written()).hasSize(3);
  }

  @Test
  void onlyWhatChangedIsWrittenOverRestartsToo() {
    rig.tenant.articles(_ -> list(200, items(0, 10, "text")));
    rig.start();
    polled(2);
    rig.stop();
    assertThat(written()).hasSize(10);
    assertThat(written().getFirst().value().getBody()).startsWith("text ");

    rig.start();
    polled(2);
    rig.tenant.articles(_ -> list(200, items(0, 9, "text")));
    polled(2);
    rig.tenant.articles(_ -> list(206, items(0, 1, "changed")));
    polled(2);
    rig.stop();

    assertThat(written()).hasSize(12);
    assertThat(written().stream().filter(row -> row.value() == null))
        .extracting(ConsumerRecord::key)
        .containsExactly("a9");
  }

  @Test
  void nothingNewIsAskedForConditionally() {
    List<String> conditions = new CopyOnWriteArrayList<>();
    rig.tenant.articles(
        request -> {
          conditions.add(request.header("if-modified-since").orElse("none"));
          return conditions.size() == 1 ? list(200, items(0, 2, "text")) : HttpReply.empty(304);
        });
    rig.start();
    polled(3);

    assertThat(List.copyOf(conditions).subList(0, 3))
        .containsExactly("none", "Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 2026 00:00:00 GMT");
    assertThat(written()).hasSize(2);
  }

  @Test
  void anArticleTooLargeForKafkaHoldsUpNoOther() {
    String book =
        ",{\"id\":\"book\",\"title\":\"T\",\"content\":\"%s\"}]}".formatted("x ".repeat(5_000_000));
    rig.tenant.articles(_ -> list(200, items(0, 3, "text").replace("]}", book)));
    ServiceContext context = rig.start();

    await().until(() -> !context.health().notReady().containsKey("articles"));
    polled(2);
    assertThat(written())
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrder("a0", "a1", "a2");
  }

  @Test
  void aPartThatComesUnaskedDeletesNothing() {
    rig.tenant.articles(_ -> list(200, items(0, 10, "text")));
    rig.start();
    polled(2);
    rig.tenant.articles(_ -> list(206, items(8, 12, "text")));
    polled(2);
    rig.stop();

    assertThat(written()).hasSize(12).noneMatch(row -> row.value() == null);
  }

  @Test
  void aListThatLostHalfOfAllIsBelievedTheSecondTime() {
    List<String> conditions = new CopyOnWriteArrayList<>();
    rig.tenant.articles(_ -> list(200, items(0, 10, "text")));
    rig.start();
    polled(2);
    rig.tenant.articles(
        request -> {
          conditions.add(request.header("if-modified-since").orElse("none"));
          return conditions.size() == 1
              ? list(200, items(0, 4, "text"))
              : list(200, items(0, 10, "text"));
        });
    polled(3);
    assertThat(written()).hasSize(10);
    assertThat(conditions).element(1).isEqualTo("none");

    rig.tenant.articles(_ -> list(200, items(0, 4, "text")));
    await().until(() -> written().size() == 16);
  }
}
