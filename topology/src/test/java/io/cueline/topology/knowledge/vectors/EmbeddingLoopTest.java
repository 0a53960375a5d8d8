package io.cueline.topology.knowledge.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeVectors;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.knowledge.index.Articles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EmbeddingLoopTest {

  private static final TopicPartition ARTICLES = new TopicPartition("articles", 0);
  private static final SchemaDirectory DIRECTORY = SchemaDirectory.compiledIn();
  private static final AvroSerde<KnowledgeArticle> ARTICLE =
      AvroSerde.of(Topics.KNOWLEDGE_ARTICLES, DIRECTORY);
  private static final AvroSerde<KnowledgeVectors> VECTOR =
      AvroSerde.of(Topics.KNOWLEDGE_VECTORS, DIRECTORY);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void whatTheModelFailedOnIsFoundLaterAndHoldsUpNoOther() {
    AtomicInteger failures = new AtomicInteger(5);
    ArticleVectors model =
        new Model() {
          @Override
          public List<List<float[]>> of(List<KnowledgeArticle> articles) {
            boolean hard = articles.stream().anyMatch(each -> each.getId().equals("kb-1"));
            if (hard && failures.getAndDecrement() > 0) {
              throw new IllegalStateException("the model failed");
            }
            return articles.stream().map(_ -> List.of(new float[] {1})).toList();
          }
        };
    prepare(Articles.PIN, Articles.FEES);
    try (EmbeddingLoop loop = loop(model, List.of(Articles.PIN))) {
      assertThat(loop).isNotNull();
      await().atMost(Duration.ofSeconds(20)).until(() -> written().contains("kb-1"));
      await().atMost(Duration.ofSeconds(20)).until(() -> written().contains("kb-2"));
      assertThat(metrics.counter("cueline.knowledge.embedded", "result", "failed").count())
          .isGreaterThan(1);
    }
  }

  @Test
  void whatIsOnItsWayOrAnothersIsNotTriedAgainAndWhatFailsIsTriedLessAndLess() {
    Duration pause = Duration.ofMinutes(1);
    MissingVectors missing =
        new MissingVectors(new Known(List.of(Articles.PIN, Articles.FEES)), pause);
    long now = System.nanoTime();
    assertThat(missing.due(now, _ -> true)).isEmpty();
    now += pause.toNanos();
    assertThat(missing.due(now, key -> key.equals("kb-1"))).isEmpty();
    now += pause.toNanos();
    assertThat(missing.due(now, key -> key.equals("kb-1"))).containsExactly(Articles.PIN);
    missing.tried(false);
    now += pause.toNanos();
    assertThat(missing.due(now, _ -> true)).isEmpty();
    now += pause.toNanos();
    assertThat(missing.due(now, _ -> true)).containsExactly(Articles.PIN);
    for (int times = 0; times < 80; times++) {
      missing.tried(false);
    }
    now += Duration.ofHours(1).toNanos();
    assertThat(missing.due(now, _ -> true)).hasSize(2);
    missing.tried(true);
    now += pause.toNanos();
    assertThat(missing.due(now, _ -> true)).hasSize(2);
  }

  private EmbeddingLoop loop(ArticleVectors model, List<KnowledgeArticle> without) {
    return new EmbeddingLoop(
            model,
            new EmbeddingLoop.Route("articles", ARTICLE, "vectors", VECTOR),
            new EmbeddingLoop.Clients(() -> consumer, () -> producer),
            () -> true,
            new Known(without),
            Duration.ofMillis(1),
            metrics)
        .start();
  }

  private void prepare(KnowledgeArticle... articles) {
    Node node = new Node(0, "here", 1);
    Node[] nodes = {node};
    consumer.updatePartitions(
        "articles", List.of(new PartitionInfo("articles", 0, node, nodes, nodes)));
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(ARTICLES));
          consumer.updateBeginningOffsets(Map.of(ARTICLES, 0L));
          long offset = 0;
          for (KnowledgeArticle each : articles) {
            byte[] value = ARTICLE.serialize("articles", each);
            consumer.addRecord(
                new ConsumerRecord<>(
                    "articles",
                    0,
                    offset++,
                    1_000,
                    TimestampType.CREATE_TIME,
                    0,
                    value.length,
                    each.getId(),
                    value,
                    new RecordHeaders(),
                    Optional.empty()));
          }
        });
  }

  private List<String> written() {
    return producer.history().stream().map(ProducerRecord::key).toList();
  }

  private record Known(List<KnowledgeArticle> without) implements EmbeddedArticles {
    @Override
    public boolean has(KnowledgeArticle article) {
      return false;
    }
  }

  private abstract static class Model implements ArticleVectors {
    @Override
    public void prepare() {}

    @Override
    public String model() {
      return "test";
    }

    @Override
    public int dimension() {
      return 1;
    }
  }
}
