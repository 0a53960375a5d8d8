package io.cueline.publisher.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.realtime.SessionTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SessionTableProperties {

  @Test
  void a_session_with_a_frame_under_way_never_makes_room() {
    SessionTable table = new SessionTable(2);
    table.enter("a");
    table.enter("b");

    assertThat(table.enter("c")).isEqualTo(new Entry.Full());

    table.leave("b");
    assertThat(table.enter("c")).isEqualTo(new Entry.In(Optional.of("b")));
  }

  @Test
  void a_smaller_part_takes_effect_at_once_but_for_frames_under_way() {
    SessionTable table = new SessionTable(4);
    List.of("a", "b", "c", "d").forEach(table::enter);
    List.of("c", "d").forEach(table::leave);

    assertThat(table.limit(1)).isEqualTo(2);
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.enter("e")).isEqualTo(new Entry.Full());
    table.leave("a");
    assertThat(table.enter("e")).isEqualTo(new Entry.Full());
    table.leave("b");
    assertThat(table.enter("e")).isEqualTo(new Entry.In(Optional.of("b")));
    table.limit(2);
    assertThat(table.enter("f")).isEqualTo(new Entry.In(Optional.empty()));
  }

  /** Against a list that is searched from one end to the other. */
  @Property(tries = 300)
  void the_one_idle_longest_makes_room(
      @ForAll @IntRange(min = 1, max = 4) int most,
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 11) Integer> steps) {
    SessionTable table = new SessionTable(most);
    List<String> order = new ArrayList<>();
    List<String> busy = new ArrayList<>();
    for (int step : steps) {
      String session = "s" + step % 6;
      if (step >= 6) {
        if (busy.remove(session)) {
          table.leave(session);
          order.remove(session);
          order.add(session);
        }
      } else {
        assertThat(table.enter(session)).isEqualTo(expected(most, order, busy, session));
      }
      assertThat(table.size()).isEqualTo(order.size()).isLessThanOrEqualTo(most);
    }
  }

  private static Entry expected(int most, List<String> order, List<String> busy, String session) {
    Optional<String> evicted = Optional.empty();
    if (!order.contains(session) && order.size() == most) {
      evicted = order.stream().filter(each -> !busy.contains(each)).findFirst();
      if (evicted.isEmpty()) {
        return new Entry.Full();
      }
      order.remove(evicted.get());
    }
    order.remove(session);
    order.add(session);
    busy.add(session);
    return new Entry.In(evicted);
  }
}
