package io.cueline.publisher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.offsets.FinishedOffsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Position FIRST = new Position(WorkClass.CUES, 0, 5);

  private final Ledger ledger = new Ledger();

  @Test
  void a_record_that_goes_several_ways_is_finished_with_the_last_of_them() {
    ledger.open(FIRST.share(), 5, FinishedOffsets.NONE);
    ledger.take(FIRST);
    ledger.expect(FIRST, 3);

    ledger.finish(FIRST);
    ledger.finish(FIRST);
    assertThat(committable()).isEqualTo(5);
    assertThat(ledger.unfinished(WorkClass.CUES)).isEqualTo(1);

    ledger.finish(FIRST);
    assertThat(committable()).isEqualTo(6);
  }

  @Test
  void ways_left_over_from_an_earlier_ownership_count_no_more() {
    ledger.open(FIRST.share(), 5, FinishedOffsets.NONE);
    ledger.take(FIRST);
    ledger.expect(FIRST, 3);
    ledger.close(Set.of(FIRST.share()));
    ledger.open(FIRST.share(), 5, FinishedOffsets.NONE);
    ledger.take(FIRST);
    ledger.expect(FIRST, 1);

    ledger.finish(FIRST);

    assertThat(committable()).isEqualTo(6);
  }

  private long committable() {
    return ledger.commitPoints(Set.of(FIRST.share())).values().iterator().next().offset();
  }
}
