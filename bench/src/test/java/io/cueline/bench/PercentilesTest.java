package io.cueline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void aPercentileIsTheSmallestValueThatSoManyDoNotExceed() {
    Percentiles hundred = new Percentiles();
    for (int value = 100; value >= 1; value--) {
      hundred.add(value);
    }
    assertThat(hundred.at(0.5)).isEqualTo(50);
    assertThat(hundred.at(0.99)).isEqualTo(99);
    assertThat(hundred.at(0.999)).isEqualTo(100);
    assertThat(hundred.at(1)).isEqualTo(100);
  }

  @Test
  void oneValueIsEveryPercentileAndNoValueIsNone() {
    Percentiles one = new Percentiles();
    assertThat(one.at(0.5)).isNaN();
    one.add(7);
    assertThat(one.at(0.001)).isEqualTo(7);
    assertThat(one.at(0.999)).isEqualTo(7);
  }

  @Test
  void thousandsOfValuesAreKept() {
    Percentiles many = new Percentiles();
    for (int value = 1; value <= 10_000; value++) {
      many.add(value);
    }
    assertThat(many.at(0.9999)).isEqualTo(9_999);
  }
}
