package io.cueline.ingest.stream;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus' JDK container, the one that reads on only when a handler has returned, with a gate before
 * what it has read: see {@link FrameGate}. Made by Tyrus, by its name.
 */
public final class GatedContainer implements ClientContainer {

  /** Among a connection's user properties: makes its {@link Gate}. */
  static final String GATE = "io.cueline.gate";

  /** Is given what comes of a connection before Tyrus, and Tyrus' own handler. */
  interface Gate extends Function<Consumer<ByteBuffer>, Consumer<ByteBuffer>> {}

  private final ClientContainer container = new JdkClientContainer();

  @Override
  public void openClientSocket(
      ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
      throws DeploymentException, IOException {
    ClientEngine gated =
        config.getUserProperties().get(GATE) instanceof Gate gate
            ? new GatedEngine(engine, gate)
            : engine;
    container.openClientSocket(config, properties, gated);
  }

  private record GatedEngine(ClientEngine engine, Gate gate) implements ClientEngine {

    @Override
    public UpgradeRequest createUpgradeRequest(TimeoutHandler handler) {
      return engine.createUpgradeRequest(handler);
    }

    @Override
    public ClientUpgradeInfo processResponse(
        UpgradeResponse response, Writer writer, Connection.CloseListener listener) {
      ClientUpgradeInfo info = engine.processResponse(response, writer, listener);
      return new ClientUpgradeInfo() {
        @Override
        public ClientUpgradeStatus getUpgradeStatus() {
          return info.getUpgradeStatus();
        }

        @Override
        public Connection createConnection() {
          return new GatedConnection(info.createConnection(), gate);
        }
      };
    }

    @Override
    public void processError(Throwable failure) {
      engine.processError(failure);
    }
  }

  private static final class GatedConnection implements Connection {

    private final Connection connection;
    private final ReadHandler gated;

    GatedConnection(Connection connection, Gate gate) {
      this.connection = connection;
      Consumer<ByteBuffer> handler = gate.apply(connection.getReadHandler()::handle);
      this.gated = handler::accept;
    }

    @Override
    public ReadHandler getReadHandler() {
      return gated;
    }

    @Override
    public Writer getWriter() {
      return connection.getWriter();
    }

    @Override
    public CloseListener getCloseListener() {
      return connection.getCloseListener();
    }

    @Override
    public void close(CloseReason reason) {
      connection.close(reason);
    }
  }
}
