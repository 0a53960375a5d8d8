package io.cueline.publisher.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishedCodecTest {

  @ParameterizedTest
  @ValueSource(strings = {"x", "somebody else's", "r*", "r_w", "r__________________8", "b%"})
  void metadata_of_others_are_told_from_ours(String text) {
    assertThat(FinishedCodec.decode(7, text)).isEmpty();
  }

  @Test
  void no_metadata_mean_that_nothing_is_finished() {
    assertThat(FinishedCodec.decode(7, "")).contains(FinishedOffsets.NONE);
  }

  @Test
  void every_second_of_twenty_thousand_fits_as_bits() {
    CommitPoint point = every(2, 20_000);

    String text = FinishedCodec.encode(point, 4_000);

    assertThat(text).startsWith("b").hasSizeLessThan(4_000);
    assertThat(FinishedCodec.decode(point.offset(), text)).contains(point.beyond());
  }

  @Test
  void one_straggler_before_a_million_takes_a_few_letters() {
    CommitPoint point = new CommitPoint(5, new FinishedOffsets.Builder().add(6, 1_000_000).build());

    String text = FinishedCodec.encode(point, 4_000);

    assertThat(text).startsWith("r").hasSizeLessThan(10);
    assertThat(FinishedCodec.decode(5, text)).contains(point.beyond());
  }

  private static CommitPoint every(int step, int count) {
    FinishedOffsets.Builder finished = new FinishedOffsets.Builder();
    for (int offset = 101; offset < 100 + count; offset += step) {
      finished.add(offset, offset);
    }
    return new CommitPoint(100, finished.build());
  }
}
