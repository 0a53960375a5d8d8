package io.cueline.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a broker keeps its data; held by one broker at a time. */
final class BrokerFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerFolder.class);

  private final Path root;
  private final boolean temporary;
  private final FileChannel lock;

  private BrokerFolder(Path root, boolean temporary, FileChannel lock) {
    this.root = root;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * @throws BrokerException where it cannot be written, or another broker holds it
   */
  static BrokerFolder open(Optional<Path> kept) {
    Path root = kept.map(Path::toAbsolutePath).orElseGet(BrokerFolder::newTemporary);
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new BrokerException(
            "the folder %s is in use by another broker: stop that one or choose another folder"
                .formatted(root));
      }
      return new BrokerFolder(root, kept.isEmpty(), channel);
    } catch (IOException unusable) {
      throw new BrokerException(
          "the embedded broker cannot keep its data in %s (%s): choose a folder it may write to"
              .formatted(root, unusable),
          unusable);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static Path newTemporary() {
    try {
      return Files.createTempDirectory("cueline-broker-");
    } catch (IOException full) {
      throw new BrokerException("no temporary folder for the broker can be made: " + full, full);
    }
  }

  Path root() {
    return root;
  }

  /** What Kafka calls its log directory. */
  Path data() {
    return root.resolve("data");
  }

  /** Lays out a new folder; one laid out before keeps its cluster id and all its data. */
  void format(int nodeId, String controllerListener) {
    if (Files.exists(data().resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(data());
      new Formatter()
          .setPrintStream(quiet)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(nodeId)
          .setControllerListenerName(controllerListener)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .setMetadataLogDirectory(data().toString())
          .setDirectories(List.of(data().toString()))
          .run();
    } catch (Exception failed) {
      throw new BrokerException(
          "the folder %s cannot be laid out for the broker (%s): choose an empty one"
              .formatted(root, failed.getMessage()),
          failed);
    }
  }

  /** Lets go of the folder, and deletes it where it was a temporary one. */
  @Override
  public void close() {
    try {
      lock.close();
      if (temporary) {
        deleteAll(root);
      }
    } catch (IOException | UncheckedIOException left) {
      LOG.atWarn().addKeyValue("folder", root).setCause(left).log("Broker folder not cleared");
    }
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException gone) {
      // Somebody cleared it for us.
    }
  }
}
