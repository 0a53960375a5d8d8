package io.cueline.runtime.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take for ever to say what they want: whose bytes keep coming, so that
 * they are never idle, while no request's head is ever complete. Each look compares with the one
 * before; who dripped between three of them goes.
 */
final class SlowHeads implements Connection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SlowHeads.class);

  /** Looks in a row at which a head was still being sent. */
  private static final int STRIKES = 2;

  private final Scheduler scheduler;
  private final Duration every;
  private final Map<Connection, Look> looks = new ConcurrentHashMap<>();

  /** Where a connection stood. */
  private record Look(long bytes, long requests, int strikes) {}

  /**
   * @param every between two looks; a head may take about two to three of them
   */
  SlowHeads(Scheduler scheduler, Duration every) {
    this.scheduler = scheduler;
    this.every = every;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      looks.put(connection, new Look(0, 0, 0));
      again(connection);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    looks.remove(connection);
  }

  private void again(Connection connection) {
    scheduler.schedule(() -> look(connection), every);
  }

  private void look(Connection connection) {
    Look before = looks.get(connection);
    if (before == null) {
      return;
    }
    long bytes = connection.getBytesIn();
    long requests = connection.getMessagesIn();
    boolean dripped = bytes > before.bytes && requests == before.requests;
    boolean handled = requests > connection.getMessagesOut();
    Look now = new Look(bytes, requests, dripped && !handled ? before.strikes + 1 : 0);
    if (now.strikes >= STRIKES) {
      LOG.atInfo()
          .addKeyValue("remote", connection.getEndPoint().getRemoteSocketAddress())
          .log("A connection that never finished its request was closed");
      connection.close();
      return;
    }
    looks.replace(connection, now);
    again(connection);
  }
}
