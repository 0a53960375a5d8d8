package io.cueline.topology.knowledge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.KnowledgeQuery;
import io.cueline.topology.knowledge.Queries;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingTest {

  private final Pending pending = new Pending(3, 2);

  @Test
  void ofAnInteractionTheNewestIsAskedAndTheLastToComeFirst() {
    offer("call-1", "q-1");
    offer("call-2", "q-2");
    offer("call-1", "q-3");
    assertThat(next()).contains("q-3");
    assertThat(next()).contains("q-2");
    assertThat(next()).isEmpty();
  }

  @Test
  void noMoreAreUnderWayThanMayBe() {
    offer("call-1", "q-1");
    offer("call-2", "q-2");
    offer("call-3", "q-3");
    assertThat(next()).isPresent();
    assertThat(next()).isPresent();
    assertThat(next()).isEmpty();
    pending.done();
    assertThat(next()).contains("q-1");
  }

  @Test
  void aFloodIsBoundedAndWhatIsTooLateIsDropped() {
    for (int each = 0; each < 100; each++) {
      offer("call-" + each, "q-" + each);
    }
    assertThat(pending.size()).isEqualTo(3);
    assertThat(pending.begin(query -> query.getQueryId().equals("q-97"))).isPresent();
    assertThat(pending.size()).isZero();
  }

  private void offer(String interaction, String id) {
    pending.offer(Queries.query(interaction, id, "what is it", Instant.EPOCH));
  }

  private Optional<String> next() {
    return pending.begin(any -> true).map(KnowledgeQuery::getQueryId);
  }
}
