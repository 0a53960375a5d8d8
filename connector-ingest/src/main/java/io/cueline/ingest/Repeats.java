package io.cueline.ingest;

import io.cueline.ingest.dialect.FrameContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Knows a frame that its sender sends again: the same call, number or time, and words. Remembers so
 * many frames over all calls, and of each no more than a digest, so what it holds does not grow
 * with the calls. Thread-safe.
 */
final class Repeats {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Map<Key, CompletableFuture<Void>> known;

  /**
   * @param most frames remembered; the oldest go first
   */
  Repeats(int most) {
    this.known =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<Void>> eldest) {
            return size() > most;
          }
        };
  }

  /** 128 bits of a digest: two frames share them never in practice. */
  record Key(long high, long low) {

    static Key of(FrameContent content, String identity) {
      MessageDigest digest = sha256();
      add(digest, content.interactionId());
      add(digest, content.kind().name());
      add(digest, content.speaker().name());
      add(digest, Boolean.toString(content.isFinal()));
      add(digest, identity);
      add(digest, String.valueOf(content.text()));
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
      return new Key(bytes.getLong(), bytes.getLong());
    }

    private static void add(MessageDigest digest, String part) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java has SHA-256", impossible);
      }
    }
  }

  /**
   * A frame comes.
   *
   * @param kept completes when Kafka has it; where that fails, the frame counts as never having
   *     come
   * @return what became of it the first time; null where this is the first
   */
  synchronized @Nullable CompletableFuture<Void> comes(Key key, CompletableFuture<Void> kept) {
    CompletableFuture<Void> before = known.putIfAbsent(key, kept);
    if (before == null) {
      CompletableFuture<Void> _ = kept.whenComplete((_, failure) -> settled(key, failure == null));
    }
    return before;
  }

  private synchronized void settled(Key key, boolean written) {
    if (written) {
      known.replace(key, DONE);
    } else {
      known.remove(key);
    }
  }
}
