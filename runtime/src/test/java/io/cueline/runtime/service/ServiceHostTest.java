package io.cueline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceHostTest {

  private static final Settings FREE_PORT =
      Settings.defaults(RuntimeSettings.ALL).with(HttpSettings.PORT, "0");

  @Test
  void leavesNothingRunningWhenItsPortIsTaken() {
    List<String> closed = new CopyOnWriteArrayList<>();
    try (ServiceHost first = host("first", () -> {})) {
      Settings same =
          FREE_PORT.with(HttpSettings.PORT, Integer.toString(first.context().http().port()));

      assertThatThrownBy(
              () ->
                  ServiceHost.start(
                      same, _ -> new StubService("second", () -> closed.add("second"))))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("http.port");
    }
    assertThat(closed).containsExactly("second");
  }

  @Test
  void handsOnWhyAServiceCannotStart() {
    assertThatThrownBy(
            () ->
                ServiceHost.start(
                    FREE_PORT,
                    _ -> {
                      throw new StartupException("no profile");
                    }))
        .isInstanceOf(StartupException.class)
        .hasMessage("no profile");
  }

  @Test
  void isNotReadyWhileItStopsButCanStillBeAsked() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    ServiceHost host =
        host(
            "slow",
            () -> {
              closing.countDown();
              awaitQuietly(asked);
            });
    assertThat(get(host, "/health/ready").statusCode()).isEqualTo(200);

    Thread stopping = Thread.ofVirtual().start(host::close);
    assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> during = get(host, "/health/ready");
    asked.countDown();
    stopping.join();

    assertThat(during.statusCode()).isEqualTo(503);
    assertThat(during.body()).contains("is stopping");
    assertThatThrownBy(() -> get(host, "/health/ready")).isInstanceOf(IOException.class);
  }

  @Test
  void livesBesideAnotherInOneProcess() throws Exception {
    ServiceHost one = host("one", () -> {});
    try (ServiceHost other = host("other", () -> {})) {
      assertThat(get(one, "/name").body()).isEqualTo("one");
      one.close();

      assertThat(get(other, "/name").body()).isEqualTo("other");
      assertThat(get(other, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  private static ServiceHost host(String name, Runnable closing) {
    return ServiceHost.start(
        FREE_PORT,
        context -> {
          var _ = context.http().route("GET", "/name", _ -> HttpReply.text(200, name));
          return new StubService(name, closing);
        });
  }

  private static HttpResponse<String> get(ServiceHost host, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create(host.context().http().address() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      var _ = latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
