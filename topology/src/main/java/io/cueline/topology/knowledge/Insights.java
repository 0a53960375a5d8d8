package io.cueline.topology.knowledge;

import io.cueline.schemas.Card;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers to queries as the records that go out. Pure. */
final class Insights {

  static final String REMOTE = "remote";

  private Insights() {}

  /**
   * @param answeredBy the source that found the cards
   * @param fallback why another source had to
   */
  static Insight of(
      KnowledgeQuery query,
      List<Card> cards,
      String answeredBy,
      Optional<String> fallback,
      Instant answeredAt) {
    return Insight.newBuilder()
        .setInsightId(query.getQueryId())
        .setTenant(query.getTenant())
        .setInteractionId(query.getInteractionId())
        .setCards(cards)
        .setAnsweredBy(answeredBy)
        .setFallback(fallback.orElse(null))
        .setAt(query.getAt())
        .setAgentId(query.getAgentId())
        .setDesktopSession(query.getDesktopSession())
        .setReceivedAt(query.getReceivedAt())
        .setDecidedAt(query.getDecidedAt())
        .setAnsweredAt(answeredAt)
        .build();
  }

  /**
   * Of what the tenant found, the cards that the interaction has not had, numbered anew.
   *
   * @param most cards, at least 1
   */
  static List<Card> unseen(List<Card> found, Set<String> shown, int most) {
    List<Card> cards = new ArrayList<>();
    for (Card card : found) {
      if (cards.size() < most && !shown.contains(card.getId())) {
        cards.add(Card.newBuilder(card).setPriority(cards.size() + 1).build());
      }
    }
    return cards;
  }
}
