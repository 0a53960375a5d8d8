package io.cueline.workbench.audit;

import io.cueline.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * All bytes that a demo leaves behind, by place: records of every topic as a consumer sees them and
 * as they lie in files, entries and files of the stores, the index, the log, the REST calls that
 * the tenant received. Not what the tenant itself said and remembers.
 */
final class Remains {

  private final Path data;
  private final Map<String, List<byte[]>> into;

  private Remains(Path data, Map<String, List<byte[]>> into) {
    this.data = data;
    this.into = into;
  }

  static void of(Path data, Map<String, List<byte[]>> into)
      throws IOException, ExecutionException, InterruptedException {
    Remains remains = new Remains(data, into);
    remains.files("kafka", file -> "topic " + remains.topic(file));
    remains.files("streams", file -> "store " + store(file));
    remains.files("index", file -> "file index");
    remains.file("file log", data.resolve("cueline.log"));
    remains.file("file received calls", data.resolve("tenant/received.jsonl"));
    remains.stores();
    remains.topics();
  }

  private interface Naming {
    String of(Path file);
  }

  private void files(String folder, Naming naming) throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve(folder))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        file(naming.of(file), file);
      }
    }
  }

  private void file(String place, Path file) throws IOException {
    keep(place, Files.readAllBytes(file));
  }

  private void keep(String place, byte @Nullable [] bytes) {
    if (bytes == null) {
      return;
    }
    into.computeIfAbsent(place, any -> new ArrayList<>()).add(bytes);
  }

  /** What a file may hold compressed. */
  private void stores() throws IOException {
    List<Path> databases;
    try (Stream<Path> all = Files.walk(data.resolve("streams"))) {
      databases =
          all.filter(file -> file.getFileName().toString().equals("CURRENT"))
              .map(Path::getParent)
              .toList();
    }
    for (Path database : databases) {
      try {
        entries(database);
      } catch (RocksDBException failure) {
        throw new IOException(failure);
      }
    }
  }

  private void entries(Path database) throws RocksDBException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    try (Options options = new Options()) {
      RocksDB.listColumnFamilies(options, database.toString())
          .forEach(name -> families.add(new ColumnFamilyDescriptor(name)));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.openReadOnly(options, database.toString(), families, handles)) {
      for (ColumnFamilyHandle handle : handles) {
        try (RocksIterator iterator = db.newIterator(handle)) {
          for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
            keep("store " + store(database.resolve("any")), iterator.key());
            keep("store " + store(database.resolve("any")), iterator.value());
          }
        }
      }
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  private void topics() throws ExecutionException, InterruptedException {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(EmbeddedBroker.Options.in(data.resolve("kafka")));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "auto.offset.reset",
                    "earliest",
                    "exclude.internal.topics",
                    false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic :
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get()) {
        consumer
            .partitionsFor(topic)
            .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::keep);
      }
    }
  }

  private void keep(ConsumerRecord<byte[], byte[]> row) {
    String place = "topic " + topic(row.topic() + "-0");
    keep(place, row.key());
    keep(place, row.value());
    for (Header header : row.headers()) {
      keep(place, header.value());
    }
  }

  private String topic(Path file) {
    Path inside = data.resolve("kafka").relativize(file);
    return topic(inside.getName(Math.max(0, inside.getNameCount() - 2)).toString());
  }

  /** Of a partition's folder; of the interactions' changelog its store's name. */
  private static String topic(String folder) {
    String name = folder.replaceAll("-\\d+$", "").replaceFirst("^cueline\\.", "");
    return name.endsWith("-interactions-changelog") ? "interactions" : name;
  }

  private static String store(Path file) {
    for (Path part : file) {
      if (part.toString().equals("interactions")) {
        return "interactions";
      }
    }
    return "other than interactions";
  }

  static boolean contains(byte[] bytes, byte[] wanted) {
    // One character a byte, so that the JDK's own search can be used.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }
}
