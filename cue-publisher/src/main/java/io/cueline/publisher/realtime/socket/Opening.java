package io.cueline.publisher.realtime.socket;

import io.cueline.cxone.profile.StreamSpec.Connect;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.auth.AuthenticationException;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;

/** Opens connections by Tyrus. */
final class Opening implements AutoCloseable {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Connect endpoint;
  private final ClientManager client;

  Opening(Connect endpoint) {
    this.endpoint = endpoint;
    this.client = ClientManager.createClient(JdkClientContainer.class.getName());
    client
        .getProperties()
        .put(ClientProperties.HANDSHAKE_TIMEOUT, Math.toIntExact(WITHIN.toMillis()));
    client.setDefaultMaxSessionIdleTimeout(0);
  }

  Session open(Connection connection, String token) throws DeploymentException, IOException {
    Map<String, String> headers = endpoint.headersWith(token);
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
    return client.connectToServer(connection, config, endpoint.urlWith(token));
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

  @Override
  public void close() {
    client.shutdown();
  }
}
