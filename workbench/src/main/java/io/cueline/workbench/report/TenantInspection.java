package io.cueline.workbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.report.TenantMemory.ReceivedCall;
import io.cueline.workbench.report.TenantMemory.SentFrame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks a simulated tenant, over HTTP, what it sent and what it was sent. */
public final class TenantInspection implements AutoCloseable {

  /**
   * Where the tenant's replay stands.
   *
   * @param planned frames of the whole replay
   * @param sent frames handed over, those that only repeat others aside
   * @param lost frames nobody was there for
   */
  public record Status(
      boolean finished, long planned, long sent, long lost, long received, int articles) {}

  private final URI base;
  private final JsonMapper mapper = new JsonMapper();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * @param base such as {@code http://127.0.0.1:8090}
   */
  public TenantInspection(URI base) {
    this.base = base;
  }

  public Status status() {
    JsonNode node = parse(get("/simulator/status"));
    return new Status(
        node.path("state").asText().equals("finished"),
        node.path("planned").asLong(),
        node.path("sent").asLong() - node.path("repeated").asLong(),
        node.path("lost").asLong(),
        node.path("received").asLong(),
        node.path("articles").asInt());
  }

  /** Starts the replay. */
  public void start() {
    exchange(
        HttpRequest.newBuilder(base.resolve("/simulator/start"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** All it remembers, page by page. */
  public TenantMemory memory() {
    List<SentFrame> sent =
        pages(
            "/simulator/sent",
            node ->
                new SentFrame(
                    node.path("type").asText(),
                    Optional.ofNullable(node.path("interactionId").textValue()).orElse(""),
                    node.path("textLength").asInt(),
                    node.path("length").asInt(),
                    node.path("repeated").asBoolean()));
    List<ReceivedCall> received =
        pages(
            "/simulator/received",
            node ->
                new ReceivedCall(
                    node.path("path").asText(),
                    Optional.ofNullable(node.path("idempotencyKey").textValue()).orElse(""),
                    node.path("status").asInt()));
    return new TenantMemory(sent, received);
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> List<T> pages(String path, Function<JsonNode, T> reader) {
    List<T> all = new ArrayList<>();
    while (true) {
      List<String> lines = get(path + "?from=" + all.size()).lines().toList();
      if (lines.isEmpty()) {
        return all;
      }
      for (String line : lines) {
        all.add(reader.apply(parse(line)));
      }
    }
  }

  private String get(String path) {
    return exchange(HttpRequest.newBuilder(base.resolve(path)));
  }

  private String exchange(HttpRequest.Builder request) {
    try {
      var response =
          client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new StartupException(
            "the simulated tenant at %s answered %d".formatted(base, response.statusCode()));
      }
      return response.body();
    } catch (IOException failure) {
      throw new StartupException(
          "no simulated tenant answers at %s; start one with 'cueline simulator'".formatted(base),
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted", interrupted);
    }
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException wrong) {
      throw new StartupException(
          "what answers at %s is no simulated tenant".formatted(base), wrong);
    }
  }
}
