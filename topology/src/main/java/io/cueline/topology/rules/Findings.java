package io.cueline.topology.rules;

import io.cueline.topology.text.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found in one utterance, in offsets of the text as said. Not thread-safe. */
final class Findings {

  /** A span of a phrase's entry. */
  record Span(int entry, int start, int end) {}

  private final List<Span> spans = new ArrayList<>();
  private List<Span> nearly = List.of();
  private Map<Integer, Steps> steps = Map.of();
  private Set<Integer> undecided = Set.of();

  /** Takes what an entry's phrase matches in a reading. */
  SpanSink of(int entry, Reading reading) {
    return (start, end) ->
        add(new Span(entry, reading.text().sourceStart(start), reading.text().sourceEnd(end)));
  }

  /** What is left of an entry's work for this utterance, in all readings. */
  Steps steps(int entry) {
    steps = steps.isEmpty() ? new HashMap<>() : steps;
    return steps.computeIfAbsent(entry, _ -> new Steps(Steps.MOST));
  }

  /** Most of an entry's phrase is there. */
  void addNearly(Span span) {
    nearly = nearly.isEmpty() ? new ArrayList<>() : nearly;
    nearly.add(span);
  }

  /** Of each entry that was not found as a whole, the first. */
  List<Span> nearly() {
    if (nearly.isEmpty()) {
      return nearly;
    }
    if (spans.isEmpty() && nearly.size() == 1) {
      return nearly;
    }
    Map<Integer, Span> first = new TreeMap<>();
    nearly.forEach(span -> first.putIfAbsent(span.entry(), span));
    spans.forEach(span -> first.remove(span.entry()));
    return List.copyOf(first.values());
  }

  /** An entry was too much work: it may be there though it was not found. */
  void giveUp(int entry) {
    undecided = undecided.isEmpty() ? new TreeSet<>() : undecided;
    undecided.add(entry);
  }

  Set<Integer> undecided() {
    return undecided;
  }

  void add(Span span) {
    spans.add(span);
  }

  List<Span> spans() {
    return spans;
  }

  /** Overlapping spans of one entry are one. */
  List<Span> merged() {
    if (spans.size() < 2) {
      return spans;
    }
    spans.sort(Comparator.comparingInt(Span::entry).thenComparingInt(Span::start));
    List<Span> merged = new ArrayList<>();
    Span last = spans.getFirst();
    for (Span span : spans.subList(1, spans.size())) {
      if (span.entry() == last.entry() && span.start() < last.end()) {
        last = new Span(last.entry(), last.start(), Math.max(last.end(), span.end()));
      } else {
        merged.add(last);
        last = span;
      }
    }
    merged.add(last);
    return merged;
  }
}
