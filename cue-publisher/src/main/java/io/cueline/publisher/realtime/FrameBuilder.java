package io.cueline.publisher.realtime;

import io.cueline.publisher.body.Frames;
import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.realtime.Snippet.Source;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Insight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Makes frames of cues and cards.
 *
 * @param ttl how long a frame is good for
 */
public record FrameBuilder(Duration ttl) {

  private static final int OVERRIDING = 4;

  /**
   * @throws IllegalArgumentException for feedback, which no frame carries; such a profile is
   *     refused
   */
  public SyncFrame of(Work work, Instant now) {
    return switch (work.content()) {
      case Content.OfCue(Cue cue) -> {
        List<Snippet> snippets = snippets(cue);
        int level = Frames.level(cue.getSeverity());
        boolean overrides = cue.getKind() == CueKind.INTERRUPT && level >= OVERRIDING;
        yield frame(work, snippets, overrides, level, Relevance.of(snippets), now);
      }
      case Content.OfInsight(Insight insight) -> {
        List<Snippet> snippets = insight.getCards().stream().map(FrameBuilder::snippet).toList();
        double best = snippets.stream().mapToDouble(Snippet::relevance).max().orElse(0);
        yield frame(work, snippets, false, Frames.USUAL_LEVEL, best, now);
      }
      case Content.OfFeedback _ ->
          throw new IllegalArgumentException("no frame carries what agents did");
    };
  }

  private SyncFrame frame(
      Work work,
      List<Snippet> snippets,
      boolean overrides,
      int level,
      double relevance,
      Instant now) {
    Instant received = work.times().receivedAt();
    return new SyncFrame(
        Frames.id(work.causeId()),
        Frames.session(work.content()),
        Frames.agent(work.content()),
        work.interactionId(),
        snippets,
        overrides,
        level,
        relevance,
        // Another machine's clock may be ahead of ours: nothing is caused in the future.
        received.isAfter(now) ? now : received,
        ttl,
        now);
  }

  /** What the rules ask for: they are the house's own knowledge. */
  private static List<Snippet> snippets(Cue cue) {
    String kind = cue.getKind().name().toLowerCase(Locale.ROOT);
    if (cue.getItems().isEmpty()) {
      return List.of(
          new Snippet(
              cue.getCueId(), words(cue), List.of("compliance", kind), Source.KNOWLEDGE_BASE, 1));
    }
    return cue.getItems().stream().map(item -> snippet(cue, item, kind)).toList();
  }

  private static Snippet snippet(Cue cue, CueItem item, String kind) {
    return new Snippet(
        item.getRuleId(),
        cue.getKind() == CueKind.INTERRUPT ? words(cue) : item.getTitle(),
        List.of("compliance", kind, item.getRuleId()),
        Source.KNOWLEDGE_BASE,
        1);
  }

  private static String words(Cue cue) {
    return cue.getMessage().isBlank() ? cue.getTitle() : cue.getMessage().strip();
  }

  private static Snippet snippet(Card card) {
    return new Snippet(
        card.getId(),
        card.getTitle() + "\n" + card.getSnippet(),
        card.getMatched(),
        Source.KNOWLEDGE_BASE,
        Math.clamp(card.getScore(), 0.0, 1.0));
  }
}
