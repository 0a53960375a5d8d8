package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.dialect.FrameContent;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
  private final Repeats repeats = new Repeats(3);

  @Test
  void whatKafkaRefusedHasNeverCome() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    assertThat(repeats.comes(key("1"), first)).isNull();
    assertThat(repeats.comes(key("1"), DONE)).isSameAs(first);
    first.completeExceptionally(new IllegalStateException("refused"));

    assertThat(repeats.comes(key("1"), DONE)).isNull();
    assertThat(repeats.comes(key("1"), DONE)).isCompleted();
  }

  @Test
  void onlySoManyAreRemembered() {
    for (String identity : new String[] {"1", "2", "3", "4"}) {
      assertThat(repeats.comes(key(identity), DONE)).isNull();
    }
    assertThat(repeats.comes(key("4"), DONE)).isNotNull();
    assertThat(repeats.comes(key("1"), DONE)).isNull();
  }

  @Test
  void whereOnePartEndsAndTheNextBeginsIsNoMatterOfChance() {
    assertThat(Repeats.Key.of(FrameContent.assignment("ab", "7", null), "c"))
        .isNotEqualTo(Repeats.Key.of(FrameContent.assignment("a", "7", null), "bc"));
  }

  private static Repeats.Key key(String identity) {
    return Repeats.Key.of(FrameContent.assignment("i", "7", null), identity);
  }
}
