package io.cueline.workbench.demo;

import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a demo keeps what it made: Kafka's log, the state of Streams, the index, the tenant's
 * memory. One demo at a time may hold a folder.
 */
public final class DataFolder implements AutoCloseable {

  private static final String LAST = "cueline-last-demo";

  private final Path root;
  private final Optional<FileChannel> lock;

  private DataFolder(Path root, Optional<FileChannel> lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * A folder of the user's own, with whatever an earlier demo left in it.
   *
   * @throws StartupException where it cannot be written or another demo holds it
   */
  public static DataFolder open(Path folder) {
    return tryOpen(folder)
        .orElseThrow(
            () ->
                new StartupException(
                    "another demo is running on %s; stop it or choose another folder"
                        .formatted(folder)));
  }

  /**
   * A fresh folder that the next demo throws away; until then {@code cueline why} can read it.
   * Where one is running already, a folder beside it.
   */
  public static DataFolder fresh() {
    Optional<DataFolder> last = tryOpen(lastDemo());
    try {
      DataFolder folder =
          last.isPresent() ? last.get() : open(Files.createTempDirectory("cueline-demo-"));
      folder.clear();
      return folder;
    } catch (IOException failure) {
      throw new StartupException("cannot make a data folder: " + failure.getMessage(), failure);
    }
  }

  /**
   * For reading only, without holding it.
   *
   * @throws StartupException where no demo has left anything
   */
  public static DataFolder existing(Optional<Path> folder) {
    Path root = folder.orElseGet(DataFolder::lastDemo);
    DataFolder data = new DataFolder(root, Optional.empty());
    if (!Files.isDirectory(data.kafka())) {
      throw new StartupException(
          folder.isPresent()
              ? "%s holds no demo's data".formatted(root)
              : "no demo has run here yet: run 'cueline demo', or name a folder with --data, or a"
                  + " cluster with CUELINE_KAFKA_BOOTSTRAP_SERVERS");
    }
    return data;
  }

  public Path root() {
    return root;
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path streams() {
    return root.resolve("streams");
  }

  public Path index() {
    return root.resolve("index");
  }

  public Path tenant() {
    return root.resolve("tenant");
  }

  public Path log() {
    return root.resolve("cueline.log");
  }

  /** While it runs: how others reach its broker. */
  public void announceBroker(String bootstrapServers) {
    try {
      Files.writeString(address(), bootstrapServers);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The running demo's broker, if one runs here and answers. */
  public Optional<String> runningBroker() {
    try {
      String address = Files.readString(address()).strip();
      int colon = address.lastIndexOf(':');
      try (Socket socket = new Socket()) {
        int port = Integer.parseInt(address.substring(colon + 1));
        socket.connect(new InetSocketAddress(address.substring(0, colon), port), 500);
        return Optional.of(address);
      }
    } catch (IOException | RuntimeException nobodyThere) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(address());
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path address() {
    return root.resolve("broker.address");
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(root) && !file.equals(lockFile(root))) {
          Files.delete(file);
        }
      }
    }
  }

  private static Optional<DataFolder> tryOpen(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = tryLock(channel);
      if (held == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new DataFolder(folder, Optional.of(channel)));
    } catch (IOException failure) {
      throw new StartupException(
          "cannot write to the data folder %s: %s".formatted(folder, failure), failure);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static Path lockFile(Path folder) {
    return folder.resolve("lock");
  }

  private static Path lastDemo() {
    String user = System.getProperty("user.name", "anybody");
    return Path.of(System.getProperty("java.io.tmpdir")).resolve(LAST + "-" + user);
  }
}
