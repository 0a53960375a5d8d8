package io.cueline.runtime.http;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;

/** A server on any free port, and a real client to talk to it. */
final class TestServer implements AutoCloseable {

  final Health health = new Health();
  final MeterRegistry metrics = Metrics.registry();
  final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(UnaryOperator<Settings> settings) {
    Settings free = Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0");
    this.server = HttpServer.create(settings.apply(free), health, metrics);
  }

  static TestServer with(UnaryOperator<Settings> settings, UnaryOperator<HttpServer> routes) {
    TestServer test = new TestServer(settings);
    var _ = routes.apply(test.server);
    test.server.start();
    return test;
  }

  static TestServer with(UnaryOperator<HttpServer> routes) {
    return with(UnaryOperator.identity(), routes);
  }

  URI uri(String pathAndQuery) {
    return URI.create(server.address() + pathAndQuery);
  }

  HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    return send("GET", pathAndQuery, new byte[0]);
  }

  HttpResponse<String> send(String method, String pathAndQuery, byte[] body, String... headers)
      throws IOException, InterruptedException {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(uri(pathAndQuery))
            .method(method, java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
