package io.cueline.publisher.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The tracker against a model that keeps every offset in a set. */
class OffsetTrackerProperties {

  /** A partition's offsets, some of which hold no record, and what of them is finished. */
  private static final class Model {
    final List<Long> records = new ArrayList<>();
    final Set<Long> finished = new TreeSet<>();
    final Set<Long> taken = new TreeSet<>();

    Model(Random random, int count) {
      long offset = random.nextInt(1_000);
      for (int i = 0; i < count; i++) {
        records.add(offset);
        offset += random.nextInt(10) == 0 ? 1 + random.nextInt(20) : 1;
      }
    }

    List<Long> unfinishedTaken() {
      return taken.stream().filter(each -> !finished.contains(each)).toList();
    }

    long firstUnfinished() {
      return records.stream().filter(each -> !finished.contains(each)).findFirst().orElse(-1L);
    }
  }

  @Property(tries = 300)
  void a_restart_at_any_time_delivers_what_is_unfinished_and_nothing_else(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int count) {
    Random random = new Random(seed);
    Model model = new Model(random, count);
    OffsetTracker tracker = new OffsetTracker(model.records.getFirst(), FinishedOffsets.NONE);
    int next = 0;
    for (int step = 0; step < count * 3; step++) {
      switch (random.nextInt(20)) {
        case 0 -> {
          CommitPoint point = tracker.commitPoint();
          assertCommitsAllBeforeTheFirstUnfinished(model, point);
          tracker = restarted(point, 4_000);
          next = model.records.size();
          while (next > 0 && model.records.get(next - 1) >= point.offset()) {
            next--;
          }
          model.taken.clear();
        }
        case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> {
          List<Long> open = model.unfinishedTaken();
          if (!open.isEmpty()) {
            long offset = open.get(random.nextInt(open.size()));
            assertThat(tracker.finish(offset)).isTrue();
            model.finished.add(offset);
          }
        }
        default -> {
          if (next < model.records.size()) {
            long offset = model.records.get(next++);
            assertThat(tracker.take(offset)).isEqualTo(!model.finished.contains(offset));
            model.taken.add(offset);
          }
        }
      }
      assertThat(tracker.unfinished()).isEqualTo(model.unfinishedTaken().size());
    }
  }

  @Property(tries = 300)
  void where_metadata_have_no_room_finished_work_comes_again_but_unfinished_is_never_lost(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int count,
      @ForAll @IntRange(min = 0, max = 60) int room) {
    Random random = new Random(seed);
    Model model = new Model(random, count);
    OffsetTracker tracker = new OffsetTracker(model.records.getFirst(), FinishedOffsets.NONE);
    model.records.forEach(tracker::take);
    for (long offset : model.records) {
      if (random.nextBoolean()) {
        tracker.finish(offset);
        model.finished.add(offset);
      }
    }

    CommitPoint point = tracker.commitPoint();
    OffsetTracker after = restarted(point, room);

    assertThat(FinishedCodec.encode(point, room).length()).isLessThanOrEqualTo(room);
    for (long offset : model.records) {
      if (offset < point.offset()) {
        assertThat(model.finished).contains(offset);
      } else if (!after.take(offset)) {
        assertThat(model.finished).contains(offset);
      }
    }
  }

  private static void assertCommitsAllBeforeTheFirstUnfinished(Model model, CommitPoint point) {
    for (long offset : model.records) {
      if (offset < point.offset()) {
        assertThat(model.finished).contains(offset);
      }
    }
    long first = model.firstUnfinished();
    if (model.taken.contains(first)) {
      assertThat(point.offset()).isEqualTo(first);
    }
  }

  private static OffsetTracker restarted(CommitPoint point, int room) {
    FinishedOffsets finished =
        FinishedCodec.decode(point.offset(), FinishedCodec.encode(point, room)).orElseThrow();
    return new OffsetTracker(point.offset(), finished);
  }
}
