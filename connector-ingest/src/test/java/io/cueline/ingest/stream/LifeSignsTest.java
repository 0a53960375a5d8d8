package io.cueline.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.stream.LifeSigns.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifeSignsTest {

  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration PONG = Duration.ofSeconds(10);

  private final LifeSigns life = new LifeSigns(PING, PONG, 0);

  private static long second(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private Verdict look(long seconds) {
    return life.look(second(seconds), true);
  }

  @Test
  void withoutAPongTheConnectionIsDead() {
    assertThat(look(20)).isEqualTo(new Verdict.Ping(PONG));
    assertThat(look(29)).isEqualTo(new Verdict.Wait(Duration.ofSeconds(1)));
    assertThat(look(30)).isEqualTo(new Verdict.Dead(Duration.ofSeconds(30)));
  }

  @Test
  void whatCameBeforeThePingDoesNotAnswerIt() {
    look(20);
    life.heard(second(19));

    assertThat(look(30)).isInstanceOf(Verdict.Dead.class);
  }

  @Test
  void anythingThatComesAfterThePingAnswersIt() {
    look(20);
    life.heard(second(21));

    assertThat(look(30)).isEqualTo(new Verdict.Wait(Duration.ofSeconds(10)));
    assertThat(look(40)).isInstanceOf(Verdict.Ping.class);
  }

  @Test
  void aSocketThatWeDoNotReadIsNotDead() {
    look(20);

    assertThat(life.look(second(45), false)).isNotInstanceOf(Verdict.Dead.class);
    assertThat(life.look(second(90), false)).isNotInstanceOf(Verdict.Dead.class);
  }
}
