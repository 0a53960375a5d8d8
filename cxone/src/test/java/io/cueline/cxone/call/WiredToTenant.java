package io.cueline.cxone.call;

import io.cueline.cxone.Tenant;
import io.cueline.cxone.Tenant.Asked;
import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.token.Credentials;
import io.cueline.cxone.token.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** A client, and a tenant that grants tokens and answers as told. */
abstract class WiredToTenant {

  static final String WORDS = "my card ends in nineteen";
  static final String BODY = "{\"conversationId\":\"c-1\",\"prompt\":\"" + WORDS + "\"}";
  static final CallRequest PROMPT = CallRequest.of("prompts").body(BODY);

  final Tenant tenant = new Tenant();
  final FakeTime time = new FakeTime();
  final AtomicInteger issued = new AtomicInteger();
  final CxoneClient client =
      client(Profile.load("simulator", Map.of("tenantUrl", tenant.uri().toString())));

  @AfterEach
  void close() {
    client.close();
    tenant.close();
  }

  CxoneClient client(Profile profile) {
    return CxoneClient.create(profile, Credentials.of("client-1", "s3cret"), time);
  }

  Profile withTimeout(Duration timeout) {
    Profile usual = Profile.load("simulator", Map.of("tenantUrl", tenant.uri().toString()));
    var call = usual.call("prompts");
    var hasty =
        new CallSpec(
            call.name(),
            call.method(),
            call.url(),
            call.scope(),
            call.token(),
            timeout,
            call.success(),
            call.maxResponseBytes(),
            call.query(),
            call.body());
    return new Profile(
        usual.name(),
        usual.tenant(),
        usual.auth(),
        usual.streams(),
        Map.of("prompts", hasty),
        usual.limits(),
        usual.channels(),
        Optional.empty(),
        Optional.empty());
  }

  /** Tokens are granted; all other requests are answered so. */
  void calls(Function<Asked, Reply> behaviour) {
    tenant.answers(
        request ->
            request.pathAndQuery().equals("/oauth/token")
                ? Reply.of(
                    200, "{\"access_token\":\"token-%d\"}".formatted(issued.incrementAndGet()))
                : behaviour.apply(request));
  }

  List<Asked> prompts() {
    return tenant.asked("/api/v2/agentassist/prompts");
  }

  static CallRequest cue(String interaction) {
    return CallRequest.of("cues").pathValue("interactionId", interaction).body("{}");
  }

  static String bearer(Asked request) {
    return request.header("Authorization").replace("Bearer ", "");
  }

  static Reply slow(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    return Reply.of(200, "");
  }
}
