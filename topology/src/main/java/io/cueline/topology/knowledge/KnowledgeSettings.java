package io.cueline.topology.knowledge;

import io.cueline.runtime.settings.Setting;
import io.cueline.topology.knowledge.embedding.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What can be set of the look-up. */
public final class KnowledgeSettings {

  public static final Setting<String> FOLDER =
      Setting.text(
          "knowledge.folder",
          "data/knowledge",
          "where this instance keeps its article index and its state; no two may share one");
  public static final Setting<Integer> THREADS =
      Setting.number("knowledge.threads", 1, 1, 64, "threads that answer queries");
  public static final Setting<Duration> MAX_AGE =
      Setting.duration("knowledge.max-age", "5s", "an older query is not answered any more");
  public static final Setting<Integer> CARDS =
      Setting.number("knowledge.cards", 5, 1, 10, "cards for a query at most");
  public static final Setting<Integer> MIN_SCORE =
      Setting.number(
          "knowledge.min-score",
          40,
          0,
          100,
          "how probable it must be that a card answers, in hundredths");
  public static final Setting<Integer> MIN_COVERAGE =
      Setting.number(
          "knowledge.min-coverage",
          0,
          0,
          100,
          "how much of what was asked must stand in the article, in hundredths, rare words weighing more");
  public static final Setting<Duration> REMEMBER_SHOWN =
      Setting.duration(
          "knowledge.remember-shown",
          "4h",
          "a card is not shown again in its interaction until this long after the last one");

  /** Who finds articles. */
  public enum Source {
    /** This instance's own index. */
    LOCAL,
    /** The tenant's search call; the own index where that does not answer. */
    REMOTE
  }

  public static final Setting<Source> SOURCE =
      Setting.choice(
          "knowledge.source",
          Source.LOCAL,
          Source.class,
          "who finds articles: the own index, or the tenant's search and the own index where that"
              + " does not answer");

  public static final Setting<Transformer> MODEL =
      Setting.choice(
          "knowledge.model",
          Transformer.BGE_SMALL,
          Transformer.class,
          "what makes vectors of texts; another one embeds all articles anew");

  public static final List<Setting<?>> ALL =
      Stream.concat(
              Stream.of(
                  SOURCE,
                  MODEL,
                  FOLDER,
                  THREADS,
                  MAX_AGE,
                  CARDS,
                  MIN_SCORE,
                  MIN_COVERAGE,
                  REMEMBER_SHOWN),
              RemoteSettings.ALL.stream())
          .<Setting<?>>map(setting -> setting)
          .toList();

  private KnowledgeSettings() {}
}
