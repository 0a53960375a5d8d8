package io.cueline.cxone.token;

import io.cueline.cxone.profile.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one token for what is asked: at most one request for it is under way, on a thread of its own,
 * so that no caller's interrupt spoils it for the others.
 */
final class TokenSlot {

  private static final Logger LOG = LoggerFactory.getLogger(TokenSlot.class);

  /** Where somebody must mend something, asking again sooner is of no use. */
  static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(30);

  /** After a fault; doubles with each further one. */
  static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

  static final Duration LONGEST_PAUSE_AFTER_FAULT = Duration.ofSeconds(10);

  /** A tenant that refuses each new token is asked no more often than this. */
  static final Duration PAUSE_AFTER_INVALID = Duration.ofMillis(500);

  /** Of 429: so often is it asked in all, and no longer than this is waited each time. */
  static final int TRIES = 3;

  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final TokenEndpoint endpoint;
  private final Scopes asked;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable AccessToken current;
  private @Nullable CompletableFuture<TokenAnswer> flight;
  private @Nullable Thread flightThread;
  private @Nullable TokenFailure failure;
  private Instant pauseUntil = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private Instant grantedAt = Instant.MIN;
  private int faults;
  private boolean closed;

  TokenSlot(TokenEndpoint endpoint, Scopes asked, InstantSource clock, Sleeper sleeper) {
    this.endpoint = endpoint;
    this.asked = asked;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** The token at hand, or that of the one request under way, which is started if need be. */
  TokenAnswer token() throws InterruptedException {
    CompletableFuture<TokenAnswer> answer;
    lock.lock();
    try {
      Optional<TokenAnswer> atHand = atHand(clock.instant());
      if (atHand.isPresent()) {
        return atHand.get();
      }
      answer = flight == null ? start() : flight;
    } finally {
      lock.unlock();
    }
    try {
      return answer.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("asking for a token failed", bug.getCause());
    }
  }

  void invalidate(String token) {
    lock.lock();
    try {
      if (current != null && current.value().equals(token)) {
        current = null;
        notBefore = grantedAt.plus(PAUSE_AFTER_INVALID);
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (flightThread != null) {
        flightThread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<TokenAnswer> atHand(Instant now) {
    if (current != null && current.isFresh(now)) {
      return Optional.of(new TokenAnswer.Granted(current));
    }
    if (closed) {
      return Optional.of(refused(closedFailure()));
    }
    if (failure != null && now.isBefore(pauseUntil)) {
      return Optional.of(old(now).orElseGet(() -> refused(remembered(now))));
    }
    return Optional.empty();
  }

  /** One that is to be replaced but still holds serves while no other can be had. */
  private Optional<TokenAnswer> old(Instant now) {
    return current != null && current.isValid(now)
        ? Optional.of(new TokenAnswer.Granted(current))
        : Optional.empty();
  }

  private TokenFailure remembered(Instant now) {
    Duration left = Duration.between(now, pauseUntil);
    return switch (Objects.requireNonNull(failure)) {
      case TokenFailure.Throttled(String reason, Duration _) ->
          new TokenFailure.Throttled(reason, left);
      case TokenFailure.Unavailable(String reason, Duration _) ->
          new TokenFailure.Unavailable(reason, left);
      case TokenFailure.Rejected rejected -> rejected;
      case TokenFailure.Forbidden forbidden -> forbidden;
      case TokenFailure.Unusable unusable -> unusable;
    };
  }

  private CompletableFuture<TokenAnswer> start() {
    CompletableFuture<TokenAnswer> started = new CompletableFuture<>();
    flight = started;
    flightThread = Thread.ofVirtual().name("cxone-token").start(() -> fly(started));
    return started;
  }

  private void fly(CompletableFuture<TokenAnswer> started) {
    try {
      started.complete(settle(exchange()));
    } catch (InterruptedException _) {
      started.complete(settle(refused(closedFailure())));
    } catch (RuntimeException | Error bug) {
      settle(refused(new TokenFailure.Unusable("asking for a token failed: " + bug.getClass())));
      started.completeExceptionally(bug);
    }
  }

  private TokenAnswer exchange() throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), notBefore);
    if (wait.isPositive()) {
      sleeper.sleep(wait);
    }
    for (int attempt = 1; ; attempt++) {
      TokenAnswer answer = endpoint.ask(asked);
      if (attempt == TRIES
          || !(answer instanceof TokenAnswer.Refused(TokenFailure.Throttled throttled))
          || throttled.after().compareTo(LONGEST_WAIT) > 0) {
        return answer;
      }
      LOG.atWarn()
          .addKeyValue("reason", throttled.reason())
          .addKeyValue("wait", throttled.after())
          .log("token endpoint asks to wait");
      sleeper.sleep(throttled.after());
    }
  }

  /** Takes note of the answer and says what the waiting callers get. */
  private TokenAnswer settle(TokenAnswer answer) {
    lock.lock();
    try {
      flight = null;
      flightThread = null;
      return switch (answer) {
        case TokenAnswer.Granted(AccessToken token) -> {
          current = token;
          grantedAt = clock.instant();
          failure = null;
          faults = 0;
          LOG.atDebug().addKeyValue("expiresAt", token.expiresAt()).log("token granted");
          yield answer;
        }
        case TokenAnswer.Refused(TokenFailure why) -> {
          Instant now = clock.instant();
          failure = why;
          pauseUntil = now.plus(pause(why));
          LOG.atWarn()
              .addKeyValue("reason", why.reason())
              .addKeyValue("pauseUntil", pauseUntil)
              .log("no token granted");
          yield old(now).orElseGet(() -> refused(remembered(now)));
        }
      };
    } finally {
      lock.unlock();
    }
  }

  private Duration pause(TokenFailure why) {
    return switch (why) {
      case TokenFailure.Throttled(String _, Duration after) -> after;
      case TokenFailure.Unavailable _ -> {
        Duration pause = PAUSE_AFTER_FAULT.multipliedBy(1L << Math.min(faults++, 10));
        yield pause.compareTo(LONGEST_PAUSE_AFTER_FAULT) > 0 ? LONGEST_PAUSE_AFTER_FAULT : pause;
      }
      case TokenFailure.Rejected _, TokenFailure.Forbidden _, TokenFailure.Unusable _ ->
          PAUSE_AFTER_REFUSAL;
    };
  }

  private TokenFailure closedFailure() {
    return new TokenFailure.Unavailable(
        endpoint.where() + " is not asked any more: closing", Duration.ZERO);
  }

  private static TokenAnswer refused(TokenFailure failure) {
    return new TokenAnswer.Refused(failure);
  }
}
