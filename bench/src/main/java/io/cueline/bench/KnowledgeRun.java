package io.cueline.bench;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.fragments.QuestionGate;
import io.cueline.topology.knowledge.PassageEmbedding;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.ranking.Question;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures the look-up as the topology does it, on one thread and without Kafka: articles embedded
 * and indexed on disk, questions answered one after the other, the index closed and opened again.
 * Nothing is remembered of a question, so that one asked again costs the same. Look-ups are
 * measured by the thread's processor time, which is what one core gives, whatever else the machine
 * does.
 *
 * @param articles a file of articles; empty for generated ones
 * @param queries a file of queries; empty for generated ones
 * @param generated how many articles to generate where no file is named, at least 1
 * @param lookFor how long questions are asked, as often as there are any, after as long to warm up
 *     but at most five seconds
 */
public record KnowledgeRun(
    Optional<Path> articles, Optional<Path> queries, int generated, Duration lookFor) {

  /** As many as the larger of the public collections has. */
  public static final int ARTICLES = 12_039;

  private static final int QUESTIONS = 1_000;

  /** As the service takes them from Kafka. */
  private static final int BATCH = 128;

  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(5);

  public KnowledgeRun {
    if (generated < 1 || !lookFor.isPositive()) {
      throw new IllegalArgumentException("one article and some time at least");
    }
  }

  /** What is measured: as the service makes it by its settings' defaults, but without a cache. */
  public record Subject(Supplier<Embedder> embedder, Function<ArticleIndex, LookUp> lookUp) {}

  /** Told how far it has come. */
  public interface Progress {
    void articles(int all);

    void indexed();

    void says(String line);
  }

  /**
   * @param folder for the index; empty
   * @throws IllegalStateException where a file cannot be read or no query asks anything
   */
  public KnowledgeResult measure(Subject subject, Path folder, Progress progress) {
    List<KnowledgeArticle> all =
        articles
            .map(KnowledgeFiles::articles)
            .orElseGet(() -> GeneratedKnowledge.articles(generated));
    List<Question> questions =
        queries
            .map(KnowledgeFiles::questions)
            .orElseGet(() -> GeneratedKnowledge.questions(QUESTIONS, all.size()))
            .stream()
            .filter(each -> QuestionGate.asks(each.speaker(), each.text()))
            .toList();
    if (questions.isEmpty()) {
      throw new IllegalStateException("none of the queries asks anything");
    }
    progress.articles(all.size());
    int size;
    Duration indexing;
    long[] times;
    try (Embedder embedder = subject.embedder().get();
        ArticleIndex index = ArticleIndex.open(folder, Optional.of(embedder))) {
      long start = System.nanoTime();
      long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      fill(index, embedder, all, progress);
      indexing = since(start);
      size = index.size();
      Duration worked =
          Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - busy);
      progress.says(
          "%,d articles indexed in %.1f s, %.1f s of them at work"
              .formatted(size, seconds(indexing), seconds(worked)));
      LookUp lookUp = subject.lookUp().apply(index);
      ask(lookUp, questions, lookFor.compareTo(LONGEST_WARM_UP) < 0 ? lookFor : LONGEST_WARM_UP);
      times = ask(lookUp, questions, lookFor);
    }
    Duration reopening = reopen(subject, folder, questions.getFirst());
    return result(size, times, indexing, reopening);
  }

  private static void fill(
      ArticleIndex index, Embedder embedder, List<KnowledgeArticle> all, Progress progress) {
    PassageEmbedding passages = new PassageEmbedding(embedder, index);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<KnowledgeArticle> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      List<List<float[]>> vectors = passages.of(batch);
      for (int at = 0; at < batch.size(); at++) {
        index.put(batch.get(at).getId(), batch.get(at), vectors.get(at));
        progress.indexed();
      }
    }
    index.settle();
  }

  /** Nanoseconds of processor time of each: all the work is done on this thread. */
  private static long[] ask(LookUp lookUp, List<Question> questions, Duration time) {
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int each = 0; System.nanoTime() < end; each++) {
      long start = threads.getCurrentThreadCpuTime();
      var _ = lookUp.answer(questions.get(each % questions.size()), Set.of());
      times.add(threads.getCurrentThreadCpuTime() - start);
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  private static Duration reopen(Subject subject, Path folder, Question question) {
    long start = System.nanoTime();
    try (Embedder embedder = subject.embedder().get();
        ArticleIndex index = ArticleIndex.open(folder, Optional.of(embedder))) {
      var _ = subject.lookUp().apply(index).answer(question, Set.of());
      return since(start);
    }
  }

  private static KnowledgeResult result(
      int articles, long[] times, Duration indexing, Duration reopening) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    long sum = Arrays.stream(sorted).sum();
    return new KnowledgeResult(
        articles,
        sorted.length,
        sorted.length * 1e9 / sum,
        Duration.ofNanos(sorted[sorted.length / 2]),
        Duration.ofNanos(sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)]),
        indexing,
        reopening);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
