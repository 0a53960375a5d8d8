package io.cueline.cxone.socket;

import io.cueline.cxone.profile.StreamSpec.Connect;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.auth.AuthenticationException;
import org.glassfish.tyrus.spi.ClientContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens WebSockets to one endpoint of the tenant, by Tyrus. From any thread. */
public final class SocketDialer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SocketDialer.class);

  private final Connect to;
  private final ClientManager client;

  /**
   * @param container which of Tyrus' containers reads and writes
   * @param within the longest a handshake may take
   */
  public SocketDialer(Connect to, Class<? extends ClientContainer> container, Duration within) {
    this.to = to;
    this.client = ClientManager.createClient(container.getName());
    client
        .getProperties()
        .put(ClientProperties.HANDSHAKE_TIMEOUT, Math.toIntExact(within.toMillis()));
    client.setDefaultMaxSessionIdleTimeout(0);
  }

  /**
   * Waits for the handshake.
   *
   * @param token an access token, sent where the endpoint wants it
   * @param userProperties for the container
   */
  public Session open(Endpoint endpoint, String token, Map<String, Object> userProperties)
      throws DeploymentException, IOException {
    Map<String, String> headers = to.headersWith(token);
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
    config.getUserProperties().putAll(userProperties);
    return client.connectToServer(endpoint, config, to.urlWith(token));
  }

  /** Why it could not be opened, for people; never the address, which may hold a token. */
  public static String reason(Throwable failed) {
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

  /** Why it was closed, for people. */
  public static String reason(CloseReason closed) {
    String phrase = closed.getReasonPhrase();
    return "closed with %d%s"
        .formatted(
            closed.getCloseCode().getCode(),
            phrase == null || phrase.isBlank() ? "" : " " + phrase);
  }

  /** Ends a connection in order, where it still stands. */
  public static void hangUp(Session session) {
    try {
      session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    } catch (IOException | RuntimeException gone) {
      LOG.atDebug().addKeyValue("reason", gone.getMessage()).log("connection was gone already");
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
