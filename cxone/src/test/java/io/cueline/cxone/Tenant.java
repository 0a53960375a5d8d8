package io.cueline.cxone;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A real HTTP server that answers as told and remembers what it was asked. */
public final class Tenant implements AutoCloseable {

  /** What came, header names without case. */
  public record Asked(
      String method,
      String pathAndQuery,
      String protocol,
      Map<String, String> headers,
      String body) {

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What goes back. A status of 0 cuts the connection. */
  public record Reply(int status, String body, Map<String, String> headers) {

    public static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }

    public Reply header(String name, String value) {
      Map<String, String> all = new TreeMap<>(headers);
      all.put(name, value);
      return new Reply(status, body, all);
    }
  }

  private final Server server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Reply> behaviour = _ -> Reply.of(500, "");

  public Tenant() {
    QueuedThreadPool threads = new QueuedThreadPool(64);
    threads.setDaemon(true);
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setUriCompliance(UriCompliance.UNSAFE); // ids may hold a slash
    server.addConnector(connector);
    server.setHandler(new Answering());
    try {
      server.start();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  public void answers(Function<Asked, Reply> newBehaviour) {
    behaviour = newBehaviour;
  }

  public URI uri() {
    return URI.create(
        "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  /** What came to paths that begin so. */
  public List<Asked> asked(String path) {
    return asked.stream().filter(one -> one.pathAndQuery().startsWith(path)).toList();
  }

  @Override
  public void close() {
    try {
      server.setStopTimeout(0);
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private final class Answering extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      request.getHeaders().forEach(field -> headers.put(field.getName(), field.getValue()));
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      Asked one =
          new Asked(
              request.getMethod(),
              request.getHttpURI().getPathQuery(),
              request.getConnectionMetaData().getProtocol(),
              headers,
              body);
      asked.add(one);
      Reply reply = Objects.requireNonNull(behaviour.apply(one));
      if (reply.status() == 0) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.succeeded();
        return true;
      }
      response.setStatus(reply.status());
      reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      Content.Sink.write(response, true, reply.body(), callback);
      return true;
    }
  }
}
