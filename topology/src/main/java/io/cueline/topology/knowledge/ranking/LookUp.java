package io.cueline.topology.knowledge.ranking;

import io.cueline.schemas.Card;
import io.cueline.topology.fragments.QuestionGate;
import java.util.List;
import java.util.Set;

/** From a question to cards, or to the reason why there are none. Thread-safe. */
public final class LookUp {

  /** How many articles are asked for where not all of them may be shown. */
  private static final int CANDIDATES = 20;

  /** What a question comes to. */
  public sealed interface Answer {

    /** At least one, best first. */
    record Cards(List<Card> cards) implements Answer {
      public Cards {
        cards = List.copyOf(cards);
      }
    }

    /** Nothing in the words wants an answer. */
    record NothingAsked() implements Answer {}

    /** No article is good enough, or all that are have been shown. */
    record NoAnswer() implements Answer {}
  }

  private final Retriever retriever;
  private final CardWriter writer;
  private final CardRules rules;

  public LookUp(Retriever retriever, Analysis analysis, CardRules rules) {
    this.retriever = retriever;
    this.writer = new CardWriter(analysis);
    this.rules = rules;
  }

  /**
   * @param shown ids of the cards that the interaction has had already
   * @throws java.io.UncheckedIOException where the source cannot be read
   */
  public Answer answer(Question question, Set<String> shown) {
    if (!QuestionGate.asks(question.speaker(), question.text())) {
      return new Answer.NothingAsked();
    }
    // Those already shown take places too.
    int wanted = (rules.minCoverage() > 0 ? CANDIDATES : rules.most()) + shown.size();
    List<Candidate> found =
        retriever.find(question, wanted).stream().filter(this::isGoodEnough).toList();
    if (found.isEmpty()) {
      return new Answer.NoAnswer();
    }
    double least = CardRules.NEAR_THE_BEST * found.getFirst().score();
    List<Candidate> chosen =
        found.stream()
            .filter(each -> each.score() >= least && !shown.contains(each.id()))
            .limit(rules.most())
            .toList();
    return chosen.isEmpty()
        ? new Answer.NoAnswer()
        : new Answer.Cards(writer.write(question, chosen));
  }

  /** Which source answers. */
  public String source() {
    return retriever.name();
  }

  private boolean isGoodEnough(Candidate candidate) {
    return candidate.score() >= rules.minScore() && candidate.coverage() >= rules.minCoverage();
  }
}
