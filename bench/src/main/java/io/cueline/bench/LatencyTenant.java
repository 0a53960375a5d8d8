package io.cueline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's two ends: a socket that frames are written to, and a server that is called. Knows
 * which violation was due when, and notes when its prompt came. Thread-safe.
 */
final class LatencyTenant implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> TOKEN =
      Map.of("access_token", "bench", "token_type", "bearer", "expires_in", 3_600);

  /** A violation that was said, when it was due to be said and when its prompt came. */
  record Prompted(String interactionId, Instant due, long nanos, Instant received) {}

  private record Said(Instant due, long dueNanos) {}

  private final FrameSender sender = new FrameSender();
  private final HttpServer server;
  private final Map<String, Said> open = new ConcurrentHashMap<>();
  private final Queue<Prompted> prompted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger others = new AtomicInteger();

  LatencyTenant(Settings given) {
    Settings settings = given.with(HttpSettings.PORT, "0").with(HttpSettings.HOST, "127.0.0.1");
    server = HttpServer.create(settings, new Health(), new SimpleMeterRegistry());
    server.route("POST", "/oauth/token", _ -> HttpReply.json(200, TOKEN));
    server.route(
        "POST",
        "/api/v2/agentassist/prompts",
        request -> {
          took(request.body(), System.nanoTime());
          return HttpReply.json(200, Map.of());
        });
    server.route(
        "POST",
        "/api/v2/agentassist/interactions/{id}/cues",
        _ -> {
          others.incrementAndGet();
          return HttpReply.json(200, Map.of());
        });
    server.start();
  }

  /** Where tokens and calls go. */
  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Where the transcript stream is. */
  String streamUrl() {
    return sender.url();
  }

  FrameSender.Stream stream() throws InterruptedException {
    return sender.stream();
  }

  /** A violation is about to be said. */
  void expect(String interactionId, Instant due, long dueNanos) {
    open.put(interactionId, new Said(due, dueNanos));
  }

  /** Violations said whose prompt has not come. */
  int missing() {
    return open.size();
  }

  /** Calls beside the prompts: cues of disclosures. */
  int others() {
    return others.get();
  }

  /** What has come since the last time it was asked. */
  List<Prompted> take() {
    List<Prompted> all = new ArrayList<>();
    for (Prompted next = prompted.poll(); next != null; next = prompted.poll()) {
      all.add(next);
    }
    return all;
  }

  /** Gives up waiting for what has not come. */
  void forget() {
    open.clear();
  }

  private void took(byte[] body, long nanos) throws IOException {
    Instant received = Instant.now();
    JsonNode call = JSON.readTree(body);
    String interactionId = call.path("conversationId").asText();
    @Nullable Said said = open.remove(interactionId);
    if (said != null) {
      prompted.add(new Prompted(interactionId, said.due(), nanos - said.dueNanos(), received));
    }
  }

  @Override
  public void close() {
    server.close();
    sender.close();
  }
}
