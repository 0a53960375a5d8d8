package io.cueline.cxone.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.cxone.Tenant.Asked;
import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallRequestsTest extends WiredToTenant {

  @Test
  void aValueThatWouldLeadElsewhereIsNotSent() {
    for (String value : List.of("", ".", "..")) {
      assertThat(client.send(cue(value)))
          .isEqualTo(new Outcome.Final(0, "a value for the address of cues cannot stand there"));
    }
    assertThat(tenant.asked("/")).isEmpty();
  }

  @Test
  void aMistakeInTheCallingCodeIsTold() {
    assertThatThrownBy(() -> client.send(CallRequest.of("promts")))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("has no call 'promts'");
    assertThatThrownBy(() -> client.send(CallRequest.of("cues").body("{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("call cues needs a value for {interactionId}");
  }

  @Test
  void anOutsiderNeverSeesTheTenantsToken() {
    Profile profile =
        Profile.load("prompt-sync", Map.of("tenant", "bank", "crmUrl", tenant.uri() + "/crm"));
    tenant.answers(_ -> Reply.of(200, ""));

    try (CxoneClient outside = client(profile)) {
      assertThat(outside.send(CallRequest.of("crm-callback").body("{}")))
          .isInstanceOf(Outcome.Delivered.class);
    }
    assertThat(tenant.asked("/crm"))
        .singleElement()
        .satisfies(asked -> assertThat(asked.headers()).doesNotContainKey("Authorization"));
  }

  @Test
  void valuesArePercentEncodedAndIdsTravelInAHeader() {
    calls(_ -> Reply.of(200, "{}"));

    assertThat(client.send(cue("a/b?c=ü {x}").idempotencyKey("cue-ü\n1/2")))
        .isInstanceOf(Outcome.Delivered.class);
    Asked asked = tenant.asked("/api/").getFirst();
    assertThat(asked.pathAndQuery())
        .isEqualTo("/api/v2/agentassist/interactions/a%2Fb%3Fc%3D%C3%BC%20%7Bx%7D/cues");
    assertThat(asked.header("Idempotency-Key")).isEqualTo("cue-%C3%BC%0A1/2");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.body()).isEqualTo("{}");
  }

  @Test
  void articlesAreAskedForConditionally() {
    CallRequest list =
        CallRequest.of("knowledge-list")
            .header("If-Modified-Since", "Sun, 01 Mar 2026 09:00:00 GMT")
            .query("q", "a b&c");
    calls(_ -> Reply.of(304, ""));
    assertThat(client.send(list)).isEqualTo(new Outcome.NotModified());

    String many = "{\"items\":[\"" + "ü".repeat(300_000) + "\"]}";
    calls(_ -> Reply.of(206, many).header("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT"));
    assertThat(client.send(list))
        .isInstanceOfSatisfying(
            Outcome.Delivered.class,
            delivered -> {
              assertThat(delivered.status()).isEqualTo(206);
              assertThat(delivered.body()).isEqualTo(many);
              assertThat(delivered.headers())
                  .containsEntry("last-modified", "Sun, 01 Mar 2026 10:00:00 GMT");
            });
    Asked asked = tenant.asked("/api/").getLast();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.pathAndQuery()).isEqualTo("/api/v2/knowledge/articles?q=a%20b%26c");
    assertThat(asked.header("If-Modified-Since")).isEqualTo("Sun, 01 Mar 2026 09:00:00 GMT");
  }

  @Test
  void nothingPrintsWhatIsSecret() {
    calls(_ -> Reply.of(200, WORDS));

    assertThat(List.of(client, PROMPT, client.send(PROMPT), client.tokens()).toString())
        .doesNotContain("nineteen")
        .doesNotContain("s3cret")
        .doesNotContain("token-");
  }
}
