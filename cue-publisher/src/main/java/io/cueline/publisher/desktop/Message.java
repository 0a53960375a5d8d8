package io.cueline.publisher.desktop;

import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Severity;
import io.cueline.schemas.ViolationKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A piece of what a desktop shows: whole, and replaced by a later one of the same key. */
public sealed interface Message {

  String conversationId();

  Key key();

  /** The record behind it, of what is receipted. */
  default Optional<Cause> cause() {
    return switch (this) {
      case Cued cue -> Optional.of(cue.origin());
      case Carded card -> Optional.of(card.origin());
      case Interaction ignored -> Optional.empty();
      case Disclosed ignored -> Optional.empty();
      case Done ignored -> Optional.empty();
      case Violated ignored -> Optional.empty();
    };
  }

  /** Whether an agent is not to see it, even of their own call. */
  default boolean isForSupervisors() {
    return this instanceof Violated;
  }

  /**
   * What makes a later message replace an earlier one.
   *
   * @param kind of a message, where ids of several kinds meet
   */
  record Key(String conversationId, String kind, String id) {}

  /** A call there is. */
  record Interaction(
      String conversationId, Optional<String> agentId, boolean ended, Instant startedAt, Instant at)
      implements Message {
    @Override
    public Key key() {
      return new Key(conversationId, "interaction", "");
    }
  }

  /** What a cue asks for. */
  record Item(String ruleId, String title) {}

  /** A cue's present state. */
  record Cued(
      String conversationId,
      String cueId,
      int number,
      CueKind kind,
      CueChange change,
      String title,
      String message,
      Severity severity,
      List<Item> items,
      Optional<String> closeReason,
      Instant openedAt,
      Instant at,
      Cause origin)
      implements Message {
    public Cued {
      items = List.copyOf(items);
    }

    @Override
    public Key key() {
      return new Key(conversationId, "cue", cueId);
    }

    boolean isOpenInterrupt() {
      return kind == CueKind.INTERRUPT && change != CueChange.CLOSED;
    }
  }

  /** A line of the checklist. */
  record Disclosed(
      String conversationId,
      String ruleId,
      String title,
      String state,
      Optional<String> reason,
      Optional<Instant> dueAt,
      Instant at)
      implements Message {
    @Override
    public Key key() {
      return new Key(conversationId, "disclosure", ruleId);
    }
  }

  /**
   * A knowledge card.
   *
   * @param source local, remote, or fallback
   */
  record Carded(
      String conversationId,
      String insightId,
      String cardId,
      String title,
      int priority,
      double score,
      String citation,
      String snippet,
      List<String> matched,
      String source,
      Instant at,
      Cause origin)
      implements Message {
    public Carded {
      matched = List.copyOf(matched);
    }

    @Override
    public Key key() {
      return new Key(conversationId, "card", cardId);
    }
  }

  /** What somebody did with a cue or card. */
  record Done(
      String conversationId, String subjectId, String action, Optional<String> agentId, Instant at)
      implements Message {
    @Override
    public Key key() {
      return new Key(conversationId, "feedback", subjectId);
    }
  }

  /**
   * A violation, or a disclosure missed or undetermined.
   *
   * @param text the words that caused it, redacted
   */
  record Violated(
      String conversationId,
      String violationId,
      ViolationKind kind,
      String ruleId,
      Optional<String> ruleTitle,
      String message,
      Severity severity,
      Optional<String> reason,
      Optional<String> agentId,
      Instant at,
      String text)
      implements Message {
    @Override
    public Key key() {
      return new Key(conversationId, "violation", violationId);
    }
  }
}
