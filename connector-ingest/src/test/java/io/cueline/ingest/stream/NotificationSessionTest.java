package io.cueline.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.stream.NotificationSession.Reaction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSessionTest {

  private static final String CONNECTED =
      "{\"headers\":{\"connectionId\":\"x\"},\"command\":\"CONNECTED\"}";
  private static final String BEAT = "{\"command\":\"HEARTBEAT\"}";

  private final NotificationSession session =
      new NotificationSession("tok\"en", Duration.ofNanos(20), 0);

  @Test
  void whoIsRefusedGivesUp() {
    assertThat(session.heard("{\"command\":\"ERROR\",\"body\":{\"responseCode\":401}}").over())
        .contains("the tenant refused to connect: ERROR 401");
    assertThat(session.heard("{\"command\":\"ERROR\"").over()).isPresent();
  }

  @Test
  void oneRefusalAfterwardsIsNoReasonToGiveUpTheRest() {
    session.heard(CONNECTED);

    assertThat(session.heard("{\"command\":\"ERROR\",\"body\":{\"responseCode\":404}}"))
        .isEqualTo(new Reaction(List.of(), java.util.Optional.empty()));
  }

  @Test
  void threeHeartbeatsWithoutAnAnswerEndTheConnection() {
    session.heard(CONNECTED);

    assertThat(session.look(19).send()).isEmpty();
    assertThat(session.look(20).send()).containsExactly(BEAT);
    assertThat(session.look(39).send()).isEmpty();
    assertThat(session.look(40).send()).containsExactly(BEAT);
    assertThat(session.look(60).send()).containsExactly(BEAT);
    assertThat(session.look(80).over()).contains("3 heartbeats without an answer");
  }

  @Test
  void anAnswerCountsForAllBeforeIt() {
    session.heard(CONNECTED);
    for (int beat = 1; beat <= 50; beat++) {
      assertThat(session.look(beat * 20L).over()).isEmpty();
      if (beat % 3 == 0) {
        session.heard("{\"command\":\"HEARTBEAT_ACK\"}");
      }
    }
  }

  @Test
  void whoIsNeverConnectedIsNotWaitedForForEver() {
    for (int beat = 1; beat <= 3; beat++) {
      assertThat(session.look(beat * 20L)).isEqualTo(session.look(beat * 20L));
    }
    assertThat(session.look(80).over()).isPresent();
  }

  @Test
  void contactsAreSubscribedToOnceConnectedAndEachOnce() {
    assertThat(session.opened().send())
        .containsExactly("{\"command\":\"CONNECT\",\"headers\":{\"sessionToken\":\"tok\\\"en\"}}");
    assertThat(session.follow(List.of("1")).send()).isEmpty();
    assertThat(session.heard(CONNECTED).send()).containsExactly(subscribe("1"));
    assertThat(session.follow(List.of("1", "2")).send()).containsExactly(subscribe("2"));
    assertThat(session.follow(List.of("2")).send()).isEmpty();
    assertThat(session.follow(List.of("2", "1")).send()).containsExactly(subscribe("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{\"command\":7}",
        "{\"command\":{\"command\":\"CONNECTED\"}}",
        "{\"body\":{\"command\":\"CONNECTED\"}}",
        "{\"command\":\"MESSAGE\",\"body\":{\"MessageType\":\"Transcript\"}}"
      })
  void everythingElsePassesBy(String raw) {
    session.follow(List.of("1"));

    assertThat(session.heard(raw).send()).isEmpty();
    assertThat(session.heard(raw).over()).isEmpty();
  }

  private static String subscribe(String contact) {
    return "{\"command\":\"SUBSCRIBE\",\"body\":{\"topic\":\"%s_transcript\"}}".formatted(contact);
  }
}
