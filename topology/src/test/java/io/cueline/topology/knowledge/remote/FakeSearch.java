package io.cueline.topology.knowledge.remote;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.token.Credentials;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A tenant that can be searched, on a real socket and under the test's control. */
public final class FakeSearch implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger searches = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Function<HttpRequest, HttpReply> answer = _ -> HttpReply.error(500, "no");

  public FakeSearch() {
    Settings settings = Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0");
    server =
        HttpServer.create(settings, new Health(), new SimpleMeterRegistry())
            .route(
                "POST",
                "/oauth/token",
                _ -> HttpReply.json(200, Map.of("access_token", "t", "expires_in", 3600)))
            .route("GET", "/api/v2/knowledge/articles/search", this::search);
    server.start();
  }

  private HttpReply search(HttpRequest request) {
    searches.incrementAndGet();
    return answer.apply(request);
  }

  public void answers(Function<HttpRequest, HttpReply> how) {
    answer = how;
  }

  /** For thirty seconds, or until it is closed. */
  public void hangs() {
    answer =
        _ -> {
          try {
            var _ = released.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          return HttpReply.error(503, "hung");
        };
  }

  public int searches() {
    return searches.get();
  }

  public String url() {
    return server.address();
  }

  CxoneClient client() {
    return CxoneClient.create(
        Profile.load("simulator", Map.of("tenantUrl", url())),
        new Credentials("id", "secret", Optional.empty()),
        InstantSource.system());
  }

  @Override
  public void close() {
    released.countDown();
    Thread.ofVirtual().start(server::close);
  }
}
