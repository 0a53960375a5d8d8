package io.cueline.workbench.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Speaks to the tenant as any program outside would, with the JDK's client alone. */
final class OutsideClient {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  OutsideClient(SimulatedTenant tenant) {
    base = tenant.baseUrl();
  }

  HttpResponse<String> token(String form, String... headers) {
    return send(
        request("/oauth/token", headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  String token() {
    HttpResponse<String> response =
        token("grant_type=client_credentials&client_id=cueline&client_secret=cueline-secret");
    return json(response.body()).required("access_token").textValue();
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A socket that is open and has not subscribed yet. */
  OutsideSocket open(String token) {
    URI uri =
        URI.create(
            "ws://"
                + base.getAuthority()
                + "/api/v2/interactions/transcription?access_token="
                + token);
    return OutsideSocket.open(HTTP, uri);
  }

  /** A socket for frames. */
  OutsideSocket openRealtime(String token) {
    return OutsideSocket.open(
        HTTP, URI.create("ws://" + base.getAuthority() + "/realtime/v1?access_token=" + token));
  }

  OutsideSocket subscribe() {
    OutsideSocket socket = open(token());
    socket.send("{\"action\":\"subscribe\",\"scope\":\"global\"}");
    return socket;
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static List<JsonNode> lines(HttpResponse<String> response) {
    return response.body().lines().map(OutsideClient::json).toList();
  }
}
