package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.Speaker;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.SpeakerScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An utterance of small letters and single blanks, searched for phrases word by word. */
final class NaiveWords {

  /** A phrase heard; a negative start lies in the utterance before. */
  record Said(
      String phrase, int index, int start, int end, boolean voided, long at, long epoch, long seq) {

    /** Where it is in this utterance. */
    String place() {
      return "%d/%d[%d,%d)".formatted(epoch, seq, Math.max(0, start), end);
    }
  }

  /** The utterance before. */
  record Tail(Speaker speaker, String text) {}

  private record Span(int start, int end) {
    boolean overlaps(Span other) {
      return start < other.end && other.start < end;
    }
  }

  final long at;
  final Speaker speaker;
  private final Frame frame;
  private final String text;
  private final String joined;

  NaiveWords(Frame frame, long at, @Nullable Tail tail) {
    this.frame = frame;
    this.at = at;
    this.speaker = frame.getSpeaker();
    this.text = frame.getText();
    boolean goesOn = tail != null && tail.speaker == speaker && speaker != Speaker.UNKNOWN;
    this.joined = goesOn && tail != null ? tail.text + " " + text : text;
  }

  Tail asTail() {
    return new Tail(speaker, text);
  }

  /** In the order of the text. */
  List<Said> find(Rule rule, List<String> phrases, List<String> unless) {
    int shift = joined.length() - text.length();
    List<Span> voids = new ArrayList<>();
    for (String phrase : unless) {
      voids.addAll(places(joined, phrase));
    }
    List<Said> found = new ArrayList<>();
    for (int index = 0; index < phrases.size(); index++) {
      List<Span> touching = new ArrayList<>();
      for (Span span : places(joined, phrases.get(index))) {
        if (span.end > shift) {
          touching.add(span);
        }
      }
      for (Span span : merged(touching)) {
        boolean voided = voids.stream().anyMatch(span::overlaps);
        found.add(
            new Said(
                phrases.get(index),
                index,
                span.start - shift,
                span.end - shift,
                voided,
                at,
                frame.getEpoch(),
                frame.getSeq()));
      }
    }
    found.sort(
        Comparator.comparingInt(Said::start)
            .thenComparingInt(Said::end)
            .thenComparingInt(Said::index));
    return found;
  }

  private static List<Span> places(String text, String phrase) {
    List<Span> places = new ArrayList<>();
    for (int start = 0; start + phrase.length() <= text.length(); start++) {
      int end = start + phrase.length();
      boolean begins = start == 0 || text.charAt(start - 1) == ' ';
      boolean ends = end == text.length() || text.charAt(end) == ' ';
      if (begins && ends && text.substring(start, end).equals(phrase)) {
        places.add(new Span(start, end));
      }
    }
    return places;
  }

  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans) {
      if (!merged.isEmpty() && merged.getLast().overlaps(span)) {
        Span last = merged.removeLast();
        merged.add(new Span(last.start, span.end));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** Why it does not count; empty where it does. */
  String flaw(Rule rule, SpeakerScope scope, Said said) {
    if (said.voided) {
      return "VOIDED_BY_UNLESS";
    }
    if (!NaiveReference.admits(scope, speaker)) {
      return speaker == Speaker.UNKNOWN ? "UNKNOWN_SPEAKER" : "WRONG_SPEAKER";
    }
    if (isInOtherLanguage(rule)) {
      return "OTHER_LANGUAGE";
    }
    return frame.getConfidence() < rule.minConfidence() ? "LOW_CONFIDENCE" : "";
  }

  boolean isInOtherLanguage(Rule rule) {
    return frame.getLanguage() != null
        && rule.language().isPresent()
        && !frame.getLanguage().equals(rule.language().get());
  }
}
