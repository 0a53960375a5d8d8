package io.cueline.topology.app;

import static io.cueline.topology.compliance.Source.at;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log of several calls from several sources, with everything that can happen to them. Frames come
 * in the order of their times, as from one clock; only the desk assigns agents by a clock of its
 * own.
 */
final class RandomLog {

  /** An entry: a frame, or the moment at which a revision comes into force. */
  sealed interface Entry {
    record Written(Frame frame) implements Entry {}

    record Published(int revision) implements Entry {}
  }

  private static final List<String> WORDS =
      List.of(
          "hello there",
          "I guarantee it",
          "a refund",
          "guarantee and refund",
          "you can cancel that",
          "this call may",
          "be recorded",
          "this call may be recorded",
          "about the loan",
          "a fee applies",
          "no guarantee of that",
          "my card please");
  private static final List<Speaker> SPEAKERS =
      List.of(Speaker.AGENT, Speaker.AGENT, Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN);
  private static final int CALLS = 4;

  /** Later than anything falls due. */
  private static final long FAR = 10_000_000;

  private final Random random;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, Frame> overdue = new HashMap<>();
  private final Map<String, Long> lastAt = new HashMap<>();
  private long now;

  private RandomLog(Random random) {
    this.random = random;
  }

  /** A log of about so many frames, without ticks. */
  static List<Entry> of(Random random, int frames) {
    RandomLog log = new RandomLog(random);
    for (String name : List.of("a", "b", "fragments", "desk")) {
      Source source = new Source(name);
      log.sources.put(name, source);
      log.write(source.connect(0));
    }
    for (int frame = 0; frame < frames; frame++) {
      log.now += random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(4_000);
      log.next();
    }
    return log.entries;
  }

  private void next() {
    String call = "call-" + random.nextInt(CALLS);
    String name = random.nextInt(8) == 0 ? "b" : "a";
    switch (random.nextInt(40)) {
      case 0, 1 -> reconnect(name);
      case 2, 3 -> {
        @Nullable Frame late = overdue.remove(name);
        if (late != null) {
          write(late);
        }
      }
      case 4 -> write(source("desk").assign(skewed(), call, "agent-" + random.nextInt(3)));
      case 5 -> write(source(name).assign(tell(name), call, "agent-" + random.nextInt(3)));
      case 6 -> feedback(call);
      case 7 -> write(source(name).end(tell(name), call));
      case 8 -> entries.add(new Entry.Published(2 + random.nextInt(3)));
      case 9, 10, 11 -> write(fragment(call));
      case 12 ->
          write(
              source("fragments")
                  .frame(FrameKind.DIALOG_STATE, tell("fragments"))
                  .setInteractionId(call)
                  .setDialogState("TURN_END")
                  .build());
      default -> write(utterance(name, call));
    }
  }

  /**
   * Only before silence may have ended the call, and no tick runs ahead of it: whether a call has
   * ended, another source's clock cannot tell. Frames of older connections, which have no language
   * here, are no words.
   */
  private void feedback(String call) {
    boolean lately =
        entries.stream()
            .anyMatch(
                entry ->
                    entry instanceof Entry.Written(Frame frame)
                        && call.equals(frame.getInteractionId())
                        && frame.getKind() == FrameKind.UTTERANCE
                        && frame.getLanguage() != null
                        && frame.getAt().isAfter(at(now - 30_000)));
    if (lately) {
      write(source("desk").feedback(now, call, "a card", "ACCEPTED"));
    }
  }

  private Frame utterance(String name, String call) {
    Speaker speaker = SPEAKERS.get(random.nextInt(SPEAKERS.size()));
    String text = WORDS.get(random.nextInt(WORDS.size()));
    return source(name)
        .utterance(tell(name), call, speaker, text)
        .setIsFinal(random.nextInt(10) > 0)
        .setConfidence(random.nextInt(5) == 0 ? 0.4 : 0.9)
        .setLanguage(random.nextInt(8) == 0 ? "es" : "en-US")
        .setAgentId(random.nextInt(20) == 0 ? "agent-9" : null)
        .build();
  }

  private Frame fragment(String call) {
    return source("fragments")
        .frame(FrameKind.FRAGMENT, tell("fragments"))
        .setInteractionId(call)
        .setSpeaker(Speaker.CUSTOMER)
        .setText("what about " + now)
        .build();
  }

  /** Sometimes with a gap since its last frame; one frame of the old connection comes later. */
  private void reconnect(String name) {
    Source source = source(name);
    long last = lastAt.getOrDefault(name, 0L);
    overdue.put(
        name,
        source
            .utterance(
                last, "call-" + random.nextInt(CALLS), Speaker.AGENT, "this call may be recorded")
            .build());
    if (random.nextBoolean()) {
      long from = last + (now > last ? random.nextLong(now - last) : 0);
      write(source.connect(now, from, now));
    } else {
      write(source.connect(now));
    }
    lastAt.put(name, now);
  }

  private long tell(String name) {
    lastAt.put(name, now);
    return now;
  }

  private long skewed() {
    return Math.max(0, now + random.nextInt(60_000) - 30_000);
  }

  private Source source(String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(name);
    }
    return source;
  }

  private void write(Frame frame) {
    entries.add(new Entry.Written(frame));
  }

  /** The same with ticks in between, as late as they may be and earlier. */
  static List<Entry> withTicks(List<Entry> log, Random random, int percent) {
    List<Entry> ticked = new ArrayList<>();
    List<Boolean> older = older(log);
    Map<String, Long> epochs = new HashMap<>();
    for (int index = 0; index < log.size(); index++) {
      Entry entry = log.get(index);
      ticked.add(entry);
      if (entry instanceof Entry.Written(Frame frame)) {
        epochs.merge(frame.getSource(), frame.getEpoch(), Math::max);
        for (Map.Entry<String, Long> source : epochs.entrySet()) {
          if (random.nextInt(100) < percent) {
            Instant until = readUpTo(log, older, index, source.getKey());
            ticked.add(new Entry.Written(tick(frame, source, until.minusMillis(early(random)))));
          }
        }
      }
    }
    return ticked;
  }

  /** The same, and then all sources go on long enough for everything to come to its end. */
  static List<Entry> withLastTicks(List<Entry> log) {
    List<Entry> ended = new ArrayList<>(log);
    Map<String, Frame> last = new TreeMap<>();
    for (Entry entry : log) {
      if (entry instanceof Entry.Written(Frame frame) && frame.getKind() == FrameKind.EPOCH) {
        last.put(frame.getSource(), frame);
      }
    }
    last.forEach(
        (source, epoch) ->
            ended.add(
                new Entry.Written(tick(epoch, Map.entry(source, epoch.getEpoch()), at(FAR)))));
    return ended;
  }

  private static long early(Random random) {
    return random.nextBoolean() ? 0 : random.nextInt(5_000);
  }

  private static Frame tick(Frame after, Map.Entry<String, Long> source, Instant until) {
    return Frame.newBuilder(after)
        .setKind(FrameKind.TICK)
        .setSource(source.getKey())
        .setEpoch(source.getValue())
        .setSeq(1_000_000)
        .setInteractionId(null)
        .setText(null)
        .setAt(until)
        .setReadUpTo(until)
        .build();
  }

  /** How far a tick may say its source has been read: to the next words, or its next gap. */
  private static Instant readUpTo(List<Entry> log, List<Boolean> older, int index, String source) {
    Instant until = at(FAR);
    for (int later = index + 1; later < log.size(); later++) {
      if (log.get(later) instanceof Entry.Written(Frame frame) && !older.get(later)) {
        Instant bound = frame.getGapFrom() != null ? frame.getGapFrom() : frame.getAt();
        boolean byDesksClock =
            frame.getKind() == FrameKind.ASSIGNMENT && frame.getSource().equals("desk");
        boolean counts =
            frame.getKind() == FrameKind.EPOCH ? frame.getSource().equals(source) : !byDesksClock;
        if (counts && bound.isBefore(until)) {
          until = bound;
        }
      }
    }
    return until;
  }

  /** Of each entry, whether it is a frame of a connection that had been replaced before it. */
  private static List<Boolean> older(List<Entry> log) {
    Map<String, Long> newest = new HashMap<>();
    List<Boolean> older = new ArrayList<>();
    for (Entry entry : log) {
      older.add(
          entry instanceof Entry.Written(Frame frame)
              && newest.merge(frame.getSource(), frame.getEpoch(), Math::max) > frame.getEpoch());
    }
    return older;
  }

  /** The same with frames repeated some way behind themselves. */
  static List<Entry> withDuplicates(List<Entry> log, Random random, int percent) {
    List<Entry> repeated = new ArrayList<>(log);
    for (Entry entry : log) {
      // Feedback on a call that is not open leaves nothing behind to know its repetition by.
      if (entry instanceof Entry.Written(Frame frame)
          && frame.getKind() != FrameKind.FEEDBACK
          && random.nextInt(100) < percent) {
        int from = repeated.indexOf(entry) + 1;
        repeated.add(from + random.nextInt(repeated.size() - from + 1), entry);
      }
    }
    return repeated;
  }
}
