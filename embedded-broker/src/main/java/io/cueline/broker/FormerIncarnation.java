package io.cueline.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * What the cluster's metadata says of the broker that held this folder before.
 *
 * <p>After a kill it still counts as alive until the controller misses its heartbeats. A broker
 * that starts meanwhile takes itself for the leader of everything, sends the markers of unfinished
 * transactions to the old address, sees its partitions lose their leader when the old registration
 * ends, takes them for deleted and drops the markers: readers of committed records then wait for
 * ever. So the new one starts after the old one has been seen off.
 */
final class FormerIncarnation implements MetadataPublisher {

  private final int nodeId;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private FormerIncarnation(int nodeId) {
    this.nodeId = nodeId;
  }

  /**
   * Returns when no former broker of this id counts as alive.
   *
   * @throws BrokerException where the controller does not come to that within this time
   */
  static void awaitGone(MetadataLoader metadata, int nodeId, Duration within) {
    FormerIncarnation former = new FormerIncarnation(nodeId);
    var _ = metadata.installPublishers(List.of(former));
    try {
      former.gone.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException never) {
      throw new BrokerException(
          "the controller did not see the folder's former broker off within " + within, never);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while the controller started", hurry);
    } finally {
      var _ = metadata.removeAndClosePublisher(former);
    }
  }

  @Override
  public String name() {
    return "FormerIncarnation";
  }

  @Override
  public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
    BrokerRegistration registered = image.cluster().broker(nodeId);
    if (registered == null || registered.fenced()) {
      gone.complete(null);
    }
  }

  @Override
  public void close() {}
}
