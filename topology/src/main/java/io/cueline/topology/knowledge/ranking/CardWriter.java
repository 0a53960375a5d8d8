package io.cueline.topology.knowledge.ranking;

import io.cueline.schemas.Card;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Articles as what an agent reads of them, whichever source found them. Thread-safe. */
public final class CardWriter {

  private final Analysis analysis;

  public CardWriter(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * @param chosen best first, which is the cards' priority
   */
  public List<Card> write(Question question, List<Candidate> chosen) {
    Set<String> asked =
        analysis.terms(question.text()).stream().map(Term::stem).collect(Collectors.toSet());
    List<Card> cards = new ArrayList<>();
    for (Candidate each : chosen) {
      cards.add(
          Card.newBuilder()
              .setId(each.id())
              .setTitle(each.title())
              .setPriority(cards.size() + 1)
              .setScore(each.score())
              .setCitation(each.citation())
              .setSnippet(Snippet.of(analysis, each.body(), asked))
              .setMatched(each.matched())
              .build());
    }
    return cards;
  }
}
