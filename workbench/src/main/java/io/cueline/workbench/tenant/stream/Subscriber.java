package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.wire.Ours;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One client's socket. Only the replay's thread sends. */
final class Subscriber {

  final Session session;
  final String token;
  final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final Predicate<String> topics;
  private Optional<Instant> clock = Optional.empty();

  /**
   * @param token by which it came in
   * @param topics the interactions it wants to hear of
   */
  Subscriber(Session session, String token, Predicate<String> topics) {
    this.session = session;
    this.token = token;
    this.topics = topics;
  }

  /** Whether it wants to hear of an interaction; of none in particular everybody does. */
  boolean wants(@Nullable String interactionId) {
    return interactionId == null || topics.test(interactionId);
  }

  /** Sends a frame, with a clock beat before it where the time has changed, or the beat alone. */
  CompletableFuture<Void> send(Optional<String> raw, Instant at) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    Callback callback = Callback.from(() -> taken.complete(null), taken::completeExceptionally);
    boolean clockFirst = raw.isEmpty() || !clock.equals(Optional.of(at));
    clock = Optional.of(at);
    if (clockFirst) {
      session.sendText(Ours.clock(at), raw.isEmpty() ? callback : Callback.NOOP);
    }
    raw.ifPresent(text -> session.sendText(text, callback));
    return taken;
  }
}
