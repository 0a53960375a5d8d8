package io.cueline.publisher.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.cxone.call.CallRequest;
import io.cueline.cxone.call.Outcome;
import io.cueline.cxone.call.RetryPolicy;
import io.cueline.cxone.profile.Profile;
import io.cueline.publisher.body.Bodies;
import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CourierTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

  private static final Bodies BODIES = new Bodies(Profile.load("simulator", Map.of()));

  private final List<CallRequest> requests = new ArrayList<>();

  @Test
  void a_fault_of_ours_fails_this_delivery_and_no_other() {
    Courier courier =
        new Courier(
            _ -> {
              throw new IllegalStateException("bug");
            },
            BODIES,
            RetryPolicy.DEFAULT,
            new Random(1));

    assertThat(courier.send(send(1)))
        .isInstanceOfSatisfying(
            AttemptResult.GivenUp.class, up -> assertThat(up.reason()).contains("bug"));
  }

  @Test
  void the_attempt_budget_ends_what_fails_for_ever() {
    Outcome fault = new Outcome.RetryLater(Optional.of(503), Optional.empty(), "busy");

    assertThat(answer(fault, 2)).isInstanceOf(AttemptResult.Again.class);
    assertThat(answer(fault, 3))
        .isInstanceOfSatisfying(
            AttemptResult.GivenUp.class,
            up -> {
              assertThat(up.status()).contains(503);
              assertThat(up.reason()).contains("busy").contains("3");
            });
  }

  @Test
  void what_the_tenant_asks_to_wait_holds_for_everybody_only_when_it_limits() {
    Duration wait = Duration.ofSeconds(7);

    assertThat(answer(new Outcome.RetryLater(Optional.of(429), Optional.of(wait), "limit"), 1))
        .isEqualTo(new AttemptResult.Again(Optional.of(429), wait, true, "limit"));
    assertThat(answer(new Outcome.RetryLater(Optional.of(503), Optional.of(wait), "busy"), 1))
        .isEqualTo(new AttemptResult.Again(Optional.of(503), wait, false, "busy"));
  }

  @Test
  void refusals_are_final() {
    assertThat(answer(new Outcome.Final(403, "scope"), 1))
        .isEqualTo(new AttemptResult.GivenUp(Optional.of(403), "scope"));
    assertThat(answer(new Outcome.Unauthorized("disabled"), 1))
        .isEqualTo(new AttemptResult.GivenUp(Optional.of(401), "disabled"));
  }

  @Test
  void nothing_new_is_as_good_as_taken() {
    assertThat(answer(new Outcome.NotModified(), 1)).isEqualTo(new AttemptResult.Taken(304));
    assertThat(answer(new Outcome.Delivered(204, "", Map.of()), 1))
        .isEqualTo(new AttemptResult.Taken(204));
    assertThat(requests).allSatisfy(it -> assertThat(it.idempotencyKey()).contains("cue/1"));
    assertThat(requests)
        .allSatisfy(it -> assertThat(it.pathValues()).containsEntry("interactionId", "call"));
  }

  private AttemptResult answer(Outcome outcome, int attempt) {
    Courier courier =
        new Courier(
            request -> {
              requests.add(request);
              return outcome;
            },
            BODIES,
            RetryPolicy.DEFAULT,
            new Random(1));
    return courier.send(send(attempt));
  }

  private static Step.Send send(int attempt) {
    Duration minute = Duration.ofMinutes(1);
    Routing routing =
        new Routing(
            new Routes(
                List.of("prompts"),
                List.of("cues"),
                true,
                List.of("insights"),
                List.of("training-feedback"),
                Set.of()),
            new Expiry(minute, minute, minute, minute, minute));
    return new Step.Send(
        0,
        routing
            .works(
                Examples.cue("call", "cue", 1, CueKind.DISCLOSURE, CueChange.OPENED, NOW),
                new Position(WorkClass.CUES, 0, 0),
                NOW)
            .getFirst(),
        attempt,
        false);
  }
}
