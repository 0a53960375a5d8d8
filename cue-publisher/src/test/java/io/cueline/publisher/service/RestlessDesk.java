package io.cueline.publisher.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.hub.TestClient;
import io.cueline.publisher.desktop.token.TokenMint;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An agent's page: acknowledges what it is shown, goes to the other server when it is cut off, and
 * then says again what nobody has confirmed.
 */
final class RestlessDesk implements AutoCloseable {

  static final String SECRET = "a secret for the desktops of a test";

  private static final long LOOK_MILLIS = 20;

  private final String agent;
  private final HttpClient http;
  private final List<URI> servers;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean live;
  private int next;

  /**
   * @param first where it goes to first, by place among the servers
   */
  RestlessDesk(String agent, HttpClient http, List<URI> servers, int first) {
    this.agent = agent;
    this.http = http;
    this.servers = servers;
    this.next = first;
  }

  void start() {
    thread.start();
  }

  boolean isLive() {
    return live;
  }

  /** Interrupts. */
  Set<String> seen() {
    return seen;
  }

  /** Those whose acknowledgement was confirmed. */
  Set<String> recorded() {
    return recorded;
  }

  /** Calls shown that are another agent's. */
  Set<String> strangers() {
    return strangers;
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        try (TestClient client =
            TestClient.connect(http, servers.get(next++ % servers.size()), token())) {
          serve(client);
        } catch (CompletionException | ExecutionException notNow) {
          live = false;
        }
        live = false;
        var _ = closing.await(10 * LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException closed) {
      live = false;
    }
  }

  /** Until it is cut off. */
  private void serve(TestClient client) throws InterruptedException, ExecutionException {
    Set<String> said = ConcurrentHashMap.newKeySet();
    int read = 0;
    while (!client.closed().isDone()) {
      List<JsonNode> heard = client.heard();
      for (JsonNode message : heard.subList(read, heard.size())) {
        hear(message);
      }
      read = heard.size();
      for (String cue : seen) {
        if (live && !recorded.contains(cue) && said.add(cue)) {
          client.say(
              """
              {"type":"feedback","conversationId":"%s","subjectId":"%s","action":"ACKNOWLEDGED"}"""
                  .formatted(call(), cue));
        }
      }
      try {
        client.closed().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillOpen) {
        // Then there may be more to hear.
      }
    }
  }

  private void hear(JsonNode message) {
    String call = message.path("conversationId").asText(call());
    if (!call.equals(call())) {
      strangers.add(call);
    }
    switch (message.path("type").asText()) {
      case "live" -> live = true;
      case "compliance_interrupt" -> seen.add(message.path("cueId").asText());
      case "recorded" -> recorded.add(message.path("subjectId").asText());
      default -> {}
    }
  }

  private String call() {
    return agent.replace("agent", "call");
  }

  private String token() {
    return new TokenMint(SECRET, "demo")
        .mint(
            new Viewer.Agent(agent),
            Optional.empty(),
            Instant.now().plus(Duration.ofMinutes(30)),
            Optional.empty(),
            Optional.empty());
  }
}
