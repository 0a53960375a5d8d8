package io.cueline.topology.app;

import static io.cueline.topology.compliance.Source.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.topology.compliance.ComplianceEngine;
import io.cueline.topology.compliance.ComplianceEngine.Outcome;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.Kept;
import io.cueline.topology.compliance.RuleBook;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.compliance.SourceState;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The words of a call on their whole way through engine and store, against a naive model: crashes
 * throw away what was not committed, and what was read since is read again.
 */
class FragmentsOverCrashesTest {

  private static final String CALL = "call";
  private static final long IDLE = 3_000;
  private static final long MAX_AGE = 10_000;
  private static final int FRAMES = 60;
  private static final Pattern WORD = Pattern.compile("w[0-9]+");
  private static final List<Speaker> SPEAKERS = List.of(Speaker.values());

  /** What of a query must come out the same. */
  record Asked(Speaker speaker, String text, FlushCause cause, long first, long last, long at) {}

  /** Words of a speaker: what is new in them, as the model knows. */
  private record Word(Frame frame, String added) {}

  private static final RuleSnapshot RULES =
      RuleSnapshot.of(
          1,
          new EngineSettings(
              Duration.ZERO,
              Duration.ofHours(5),
              Duration.ofHours(6),
              Duration.ofMillis(IDLE),
              Duration.ofMillis(MAX_AGE)),
          List.of());

  private static final AvroSerde<StoredEntry> SERDE =
      new AvroSerde<>(StoredEntry.class, SchemaDirectory.compiledIn());

  @Property(tries = 100)
  void noWordIsLostAndNoneAskedTwiceWhateverCrashesAndTicksCome(@ForAll long seed) {
    Random random = new Random(seed);
    List<Word> log = log(random, random.nextBoolean());
    List<Asked> expected = model(log);

    assertThat(run(log, new Random(seed), 0, 0)).isEqualTo(expected);
    assertThat(run(log, new Random(seed), 25, 0)).isEqualTo(expected);
    assertThat(run(log, new Random(seed), 25, 40)).isEqualTo(expected);
    assertThat(expected.stream().flatMap(asked -> WORD.matcher(asked.text).results()))
        .extracting(MatchResult::group)
        .doesNotHaveDuplicates();
  }

  private static List<Word> log(Random random, boolean cumulative) {
    Source source = new Source("s");
    List<Word> log = new ArrayList<>();
    log.add(new Word(source.connect(0), ""));
    List<String> heard = new ArrayList<>();
    long now = 0;
    for (int each = 0; each < FRAMES; each++) {
      long[] pauses = {0, 200, 900, 1_500, IDLE - 1, IDLE, IDLE + 1, MAX_AGE, 25_000};
      now += pauses[random.nextInt(random.nextInt(3) == 0 ? pauses.length : 4)];
      Speaker speaker = SPEAKERS.get(random.nextInt(SPEAKERS.size()));
      log.add(
          switch (random.nextInt(10)) {
            case 0 -> new Word(dialog(source, now, random), "");
            case 1 -> new Word(partial(source, now, speaker, each), "");
            default -> said(source, now, speaker, each, cumulative, heard, random);
          });
    }
    log.add(new Word(source.end(now + 50, CALL), ""));
    return log;
  }

  private static Frame dialog(Source source, long now, Random random) {
    List<String> states = List.of("AGENT_SILENT", "CUSTOMER_SILENT", "TURN_END", "HOLD");
    return source
        .frame(FrameKind.DIALOG_STATE, now)
        .setInteractionId(CALL)
        .setDialogState(states.get(random.nextInt(states.size())))
        .build();
  }

  private static Frame partial(Source source, long now, Speaker speaker, int number) {
    return source.utterance(now, CALL, speaker, "half " + number).setIsFinal(false).build();
  }

  private static Word said(
      Source source,
      long now,
      Speaker speaker,
      int number,
      boolean cumulative,
      List<String> heard,
      Random random) {
    boolean repeats = cumulative && random.nextInt(5) == 0 && !heard.isEmpty();
    String word = "w" + number;
    // Of what is gathered only that becomes a query which asks anything.
    String asking = speaker == Speaker.AGENT ? "let me check " + word : word + "?";
    String added = repeats ? "" : random.nextInt(3) == 0 ? word : asking;
    if (!added.isEmpty()) {
      heard.addAll(List.of(added.split(" ", -1)));
    }
    Frame frame =
        Frame.newBuilder(
                source.says(now, CALL, speaker, cumulative ? String.join("  ", heard) : added))
            .setKind(random.nextBoolean() ? FrameKind.FRAGMENT : FrameKind.UTTERANCE)
            .setCumulative(cumulative)
            .build();
    return new Word(frame, added);
  }

  private static List<Asked> run(List<Word> log, Random random, int ticks, int crashes) {
    Run run = new Run(log, random, ticks);
    int budget = 50;
    while (!run.isOver()) {
      run.next();
      if (budget > 0 && random.nextInt(100) < crashes) {
        budget--;
        run.crash();
      } else if (random.nextInt(4) == 0) {
        run.commit();
      }
    }
    return run.asked;
  }

  /** A task that commits now and then: state, position and what was decided go together. */
  private static final class Run {
    private static final RuleBook BOOK =
        new RuleBook() {
          @Override
          public RuleSnapshot current() {
            return RULES;
          }

          @Override
          public RuleSnapshot adopted(long revision) {
            return RULES;
          }
        };

    private final List<Word> log;
    private final Random random;
    private final int ticks;
    private final List<Asked> asked = new ArrayList<>();
    private Optional<SourceState> source = Optional.empty();
    private Optional<Kept> kept = Optional.empty();
    private int position;
    private Optional<SourceState> committedSource = Optional.empty();
    private Optional<byte[]> committed = Optional.empty();
    private int committedPosition;
    private int committedAsked;

    Run(List<Word> log, Random random, int ticks) {
      this.log = log;
      this.random = random;
      this.ticks = ticks;
    }

    boolean isOver() {
      return position == log.size();
    }

    void next() {
      Frame frame = log.get(position++).frame;
      ComplianceEngine engine = new ComplianceEngine(name -> source, BOOK);
      source = SourceState.after(source, frame).or(() -> source);
      if (frame.getInteractionId() != null) {
        keep(engine.onFrame(CALL, kept, frame));
      }
      if (kept.isPresent() && !isOver() && random.nextInt(100) < ticks) {
        // Every frame before that time has been applied.
        long until = log.get(position).frame.getAt().toEpochMilli() - at(0).toEpochMilli();
        keep(engine.onTick(CALL, kept.get(), "s", at(until)));
      }
    }

    private void keep(Outcome outcome) {
      kept = outcome.kept();
      for (Decision decision : outcome.decisions()) {
        if (decision instanceof Decision.QueryFlushed query) {
          var flush = query.flush();
          asked.add(
              new Asked(
                  flush.speaker(),
                  flush.text(),
                  flush.cause(),
                  flush.first().getSeq(),
                  flush.last().getSeq(),
                  Duration.between(at(0), flush.at()).toMillis()));
        }
      }
    }

    void commit() {
      committed = kept.map(state -> SERDE.serialize("store", StateCodec.write(state)));
      committedSource = source;
      committedPosition = position;
      committedAsked = asked.size();
    }

    void crash() {
      kept = committed.map(bytes -> StateCodec.readKept(SERDE.deserialize("store", bytes)));
      source = committedSource;
      position = committedPosition;
      asked.subList(committedAsked, asked.size()).clear();
    }
  }

  /** Before anything happens, what has been silent or gathered for long enough goes. */
  private static List<Asked> model(List<Word> log) {
    List<Asked> asked = new ArrayList<>();
    Map<Speaker, List<Word>> gathered = new EnumMap<>(Speaker.class);
    for (Word word : log) {
      long now = time(word);
      for (Optional<Speaker> who = dueBy(gathered, now);
          who.isPresent();
          who = dueBy(gathered, now)) {
        List<Word> words = words(gathered, who.get());
        boolean aged = time(words.getFirst()) + MAX_AGE < time(words.getLast()) + IDLE;
        ask(gathered, who.get(), aged ? FlushCause.MAX_AGE : FlushCause.IDLE, due(words), asked);
      }
      Frame frame = word.frame;
      if (!word.added.isEmpty()) {
        gathered.computeIfAbsent(frame.getSpeaker(), any -> new ArrayList<>()).add(word);
      }
      for (Speaker who : byBeginning(gathered)) {
        if (frame.getKind() == FrameKind.END) {
          ask(gathered, who, FlushCause.END, now, asked);
        } else if (frame.getKind() == FrameKind.DIALOG_STATE && ends(frame.getDialogState(), who)) {
          ask(gathered, who, FlushCause.DIALOG_STATE, now, asked);
        }
      }
    }
    return asked;
  }

  private static boolean ends(String state, Speaker who) {
    return switch (state) {
      case "TURN_END" -> true;
      case "AGENT_SILENT" -> who != Speaker.CUSTOMER;
      case "CUSTOMER_SILENT" -> who != Speaker.AGENT;
      default -> false;
    };
  }

  private static Optional<Speaker> dueBy(Map<Speaker, List<Word>> gathered, long now) {
    return gathered.keySet().stream()
        .filter(who -> due(words(gathered, who)) <= now)
        .min(Comparator.comparingLong(who -> due(words(gathered, who))));
  }

  private static long due(List<Word> words) {
    return Math.min(time(words.getLast()) + IDLE, time(words.getFirst()) + MAX_AGE);
  }

  private static List<Speaker> byBeginning(Map<Speaker, List<Word>> gathered) {
    return gathered.keySet().stream()
        .sorted(Comparator.comparingLong(who -> time(words(gathered, who).getFirst())))
        .toList();
  }

  private static void ask(
      Map<Speaker, List<Word>> gathered,
      Speaker who,
      FlushCause cause,
      long at,
      List<Asked> asked) {
    List<Word> words = words(gathered, who);
    gathered.remove(who);
    String text = words.stream().map(Word::added).collect(Collectors.joining(" "));
    if (!text.contains(who == Speaker.AGENT ? "let me check" : "?")) {
      return;
    }
    asked.add(
        new Asked(
            who, text, cause, words.getFirst().frame.getSeq(), words.getLast().frame.getSeq(), at));
  }

  private static List<Word> words(Map<Speaker, List<Word>> gathered, Speaker who) {
    return gathered.getOrDefault(who, List.of());
  }

  private static long time(Word word) {
    return Duration.between(at(0), word.frame.getAt()).toMillis();
  }
}
