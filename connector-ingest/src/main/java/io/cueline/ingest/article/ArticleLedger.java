package io.cueline.ingest.article;

import io.cueline.ingest.article.ArticleList.Skipped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which articles are kept, and what a poll changes of them. A full list deletes what it does not
 * hold; more than a fifth of all at once only when the next full list misses the same, as an answer
 * cut short by an error looks just like that. Not thread-safe.
 */
public final class ArticleLedger {

  /** So large a part of all may go at once without being asked for again. */
  private static final double HARMLESS = 0.2;

  /** Something to write. */
  public sealed interface Change {

    String id();

    /** New, or other than before. */
    record Put(Article article) implements Change {
      @Override
      public String id() {
        return article.id();
      }
    }

    /** Gone. */
    record Remove(String id) implements Change {}
  }

  /**
   * What is to be done about a poll.
   *
   * @param changes to write
   * @param heldBack ids missing from the list that stay for now, until the next full list
   */
  public record Plan(List<Change> changes, Set<String> heldBack) {

    public Plan {
      changes = List.copyOf(changes);
      heldBack = Set.copyOf(heldBack);
    }
  }

  private final Map<String, String> versions;
  private Set<String> heldBack = Set.of();

  /**
   * @param versions of the articles that are kept, by id
   */
  public ArticleLedger(Map<String, String> versions) {
    this.versions = new HashMap<>(versions);
  }

  public int size() {
    return versions.size();
  }

  /** A part: adds and changes only. */
  public Plan part(ArticleList list) {
    return new Plan(puts(list), Set.of());
  }

  /** All there are. */
  public Plan full(ArticleList list) {
    Set<String> missing = new HashSet<>(versions.keySet());
    missing.removeAll(list.articles().keySet());
    list.skipped().stream().map(Skipped::id).flatMap(Optional::stream).forEach(missing::remove);
    boolean harmless = missing.size() <= versions.size() * HARMLESS;
    if (!harmless && !missing.equals(heldBack)) {
      return new Plan(puts(list), missing);
    }
    List<Change> changes = puts(list);
    missing.stream().sorted().map(Change.Remove::new).forEach(changes::add);
    return new Plan(changes, Set.of());
  }

  /** The plan has been carried out. */
  public void done(Plan plan) {
    for (Change change : plan.changes()) {
      switch (change) {
        case Change.Put(Article article) -> versions.put(article.id(), article.version());
        case Change.Remove(String id) -> versions.remove(id);
      }
    }
    heldBack = plan.heldBack();
  }

  private List<Change> puts(ArticleList list) {
    List<Change> puts = new ArrayList<>();
    for (Article article : list.articles().values()) {
      if (!article.version().equals(versions.get(article.id()))) {
        puts.add(new Change.Put(article));
      }
    }
    return puts;
  }
}
