package io.cueline.ingest.stream;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.auth.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens WebSockets by Tyrus. */
final class Handshake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

  private final StreamSettings settings;
  private final ClientManager client;

  Handshake(StreamSettings settings) {
    this.settings = settings;
    this.client = ClientManager.createClient(GatedContainer.class.getName());
    client
        .getProperties()
        .put(
            ClientProperties.HANDSHAKE_TIMEOUT,
            Math.toIntExact(settings.connectTimeout().toMillis()));
    client.setDefaultMaxSessionIdleTimeout(0);
  }

  Session connect(StreamEndpoint endpoint, String token) throws DeploymentException, IOException {
    Map<String, String> headers = settings.endpoint().headersWith(token);
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create()
            .configurator(
                new ClientEndpointConfig.Configurator() {
                  @Override
                  public void beforeRequest(Map<String, List<String>> request) {
                    headers.forEach((name, value) -> request.put(name, List.of(value)));
                  }
                })
            .build();
    config.getUserProperties().put(GatedContainer.GATE, endpoint.gate());
    return client.connectToServer(endpoint, config, settings.endpoint().urlWith(token));
  }

  /** For people; never the address, which may hold a token. */
  static String reason(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null && !(root instanceof AuthenticationException)) {
      root = root.getCause();
    }
    if (root instanceof AuthenticationException) {
      return "the tenant refused our token (401)";
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.replaceAll("\\?\\S+", "");
  }

  static void close(Session session, CloseReason reason) {
    try {
      session.close(reason);
    } catch (IOException | RuntimeException gone) {
      LOG.atDebug().addKeyValue("reason", gone.getMessage()).log("connection was gone already");
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
