package io.cueline.ingest.server;

import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are posted, one in each. A post is answered 200 when Kafka has its frame, 400 where
 * it cannot be read, 429 and 503 where it was not taken: its sender then knows to send it again.
 */
final class Posts {

  private static final String AGAIN = "Retry-After";

  private final PushSource source;
  private final PushLimits limits;
  private final PushIntake intake;
  private final PushMetrics metrics;
  private final LongSupplier nanos;
  private final Semaphore room;
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean there;
  private long lastAt;

  Posts(
      PushSource source,
      PushLimits limits,
      PushIntake intake,
      PushMetrics metrics,
      LongSupplier nanos) {
    this.source = source;
    this.limits = limits;
    this.intake = intake;
    this.metrics = metrics;
    this.nanos = nanos;
    this.room = new Semaphore(limits.pending());
  }

  HttpReply handle(HttpRequest request) throws InterruptedException {
    came();
    if (!source.withinRate()) {
      return refuse("rate", 429, "there are too many posts a second; send it again");
    }
    if (!room.tryAcquire()) {
      return refuse("pending", 503, "Kafka takes nothing at present; send it again");
    }
    CompletableFuture<Taken> taken = new CompletableFuture<>();
    // On a thread of its own: it may wait for Kafka longer than its sender does.
    Thread.ofVirtual().start(() -> take(request.body(), taken));
    return answer(taken);
  }

  /** Looks whether nobody has posted for long. */
  void look(long now) {
    lock.lock();
    try {
      if (there && now - lastAt >= limits.quiet().toNanos()) {
        there = false;
        source.posterGone(lastAt);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for what is under way; false where it did not end in time. */
  boolean finish(Duration within) {
    try {
      return room.tryAcquire(limits.pending(), within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whoever comes beside the first waits until that one's epoch has begun. */
  private void came() {
    lock.lock();
    try {
      lastAt = nanos.getAsLong();
      if (!there) {
        source.posterCame();
        there = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private HttpReply refuse(String why, int status, String message) {
    metrics.refused(why);
    source.refused();
    return HttpReply.error(status, message).withHeader(AGAIN, "1");
  }

  private void take(byte[] body, CompletableFuture<Taken> taken) {
    try {
      Taken result = read(body);
      CompletableFuture<Void> _ = whenKept(result).whenComplete((_, _) -> room.release());
      taken.complete(result);
    } catch (RuntimeException failed) {
      room.release();
      taken.completeExceptionally(failed);
    }
  }

  private static CompletableFuture<Void> whenKept(Taken taken) {
    return switch (taken) {
      case Taken.Written(CompletableFuture<Void> kept) -> kept;
      case Taken.Repeated(CompletableFuture<Void> kept) -> kept;
      case Taken.Ignored(), Taken.Rejected(String _) -> CompletableFuture.completedFuture(null);
    };
  }

  private Taken read(byte[] body) {
    @Nullable String text = text(body);
    if (text == null || body.length > limits.messageBytes()) {
      String reason =
          text == null ? "not UTF-8 text" : "longer than %d bytes".formatted(limits.messageBytes());
      intake.unreadable(reason, new String(body, StandardCharsets.UTF_8), body.length);
      return new Taken.Rejected(reason);
    }
    return intake.take(text);
  }

  private static @Nullable String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  private HttpReply answer(CompletableFuture<Taken> taken) throws InterruptedException {
    long until = nanos.getAsLong() + limits.patience().toNanos();
    try {
      Taken result = taken.get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
      whenKept(result).get(Math.max(1, until - nanos.getAsLong()), TimeUnit.NANOSECONDS);
      return switch (result) {
        case Taken.Written(var _) -> status("written");
        case Taken.Repeated(var _) -> status("repeated");
        case Taken.Ignored() -> status("ignored");
        case Taken.Rejected(String reason) -> HttpReply.error(400, reason);
      };
    } catch (TimeoutException slow) {
      return notTaken("Kafka has not taken it yet; send it again");
    } catch (ExecutionException refused) {
      return notTaken("Kafka did not take it; send it again");
    }
  }

  private HttpReply notTaken(String message) {
    metrics.refused("kafka");
    return HttpReply.error(503, message).withHeader(AGAIN, "1");
  }

  private static HttpReply status(String status) {
    return HttpReply.json(200, Map.of("status", status));
  }
}
