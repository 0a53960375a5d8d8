package io.cueline.workbench.tenant;

import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import io.cueline.workbench.tenant.journal.ReceivedLog;
import io.cueline.workbench.tenant.journal.SentFrame;
import io.cueline.workbench.tenant.journal.SentLog;
import io.cueline.workbench.tenant.rest.ArticleShelf;
import io.cueline.workbench.tenant.rest.Credentials;
import io.cueline.workbench.tenant.rest.TenantServer;
import io.cueline.workbench.tenant.rest.Tokens;
import io.cueline.workbench.tenant.stream.Replay;
import io.cueline.workbench.tenant.stream.Subscribers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A tenant to try Cueline against: token endpoint, transcript stream, REST calls, on one port. It
 * replays calls, remembers what it sent and was sent, and misbehaves to order. Not a real tenant:
 * what works here is tested against a simulated tenant, no more. Thread safe.
 */
public final class SimulatedTenant implements AutoCloseable {

  /** Call time that passes at full speed after the last frame before the present is reached. */
  private static final Duration TAIL = Duration.ofMinutes(1);

  private static final Duration FAREWELL = Duration.ofMillis(800);

  private final TenantOptions options;
  private final ReplayPlan plan;
  private final Tokens tokens;
  private final ArticleShelf articles;
  private final Faults faults = new Faults();
  private final Subscribers subscribers = new Subscribers();
  private final SentLog sent;
  private final ReceivedLog received;
  private final Replay replay;
  private final TenantServer server;

  private SimulatedTenant(TenantOptions options, InstantSource now) {
    this.options = options;
    plan = ReplayPlan.of(options.calls(), options.stagger());
    tokens = new Tokens(options.tokenLife(), now);
    articles = new ArticleShelf(options.articles(), now);
    sent = new SentLog(options.dataFolder());
    received = new ReceivedLog(options.dataFolder());
    replay =
        new Replay(
            plan,
            new Replay.Pace(
                options.speed(), options.startOnSubscribe(), options.pauseWhileUnsubscribed()),
            options.startAt().orElseGet(() -> longEnoughAgo(plan, now)),
            sent,
            subscribers,
            faults,
            System::nanoTime,
            now);
    server =
        TenantServer.start(
            options.host(),
            options.port(),
            new TenantServer.Parts(
                new Credentials(
                    options.clientId(),
                    options.clientSecret(),
                    options.accessKeyId(),
                    options.accessKeySecret()),
                tokens,
                articles,
                faults,
                sent,
                received,
                subscribers,
                () -> status().toJson(),
                replay::start),
            now);
  }

  private static Instant longEnoughAgo(ReplayPlan plan, InstantSource now) {
    return now.instant().truncatedTo(ChronoUnit.MILLIS).minus(plan.duration()).minus(TAIL);
  }

  /**
   * Listens at once; the replay waits for {@link #start()} or, if asked to, for a subscriber. With
   * the data folder of an earlier run it goes on where that one stopped.
   *
   * @throws io.cueline.runtime.service.StartupException when the port is taken or the data folder
   *     cannot be used; the message says how to mend it
   */
  public static SimulatedTenant start(TenantOptions options) {
    SimulatedTenant tenant = new SimulatedTenant(options, InstantSource.system());
    tenant.replay.open();
    return tenant;
  }

  /** Starts the replay; once it has started, does nothing. */
  public void start() {
    replay.start();
  }

  public int port() {
    return server.port();
  }

  /** {@code http://127.0.0.1:port}, without a slash at its end. */
  public URI baseUrl() {
    String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    return URI.create("http://" + host + ":" + port());
  }

  public TenantStatus status() {
    Instant callTime = replay.callTime();
    long count = sent.count();
    long malformed = sent.malformed();
    return new TenantStatus(
        state(),
        plan.calls(),
        plan.frames().size(),
        count,
        malformed,
        Math.max(0, replay.position() - (count - malformed)),
        subscribers.count(),
        received.count(),
        received.duplicates(),
        tokens.issued(),
        callTime,
        Duration.between(replay.startAt(), callTime),
        articles.size(),
        options.speed());
  }

  private TenantStatus.State state() {
    if (replay.finished()) {
      return TenantStatus.State.FINISHED;
    }
    return replay.started() ? TenantStatus.State.RUNNING : TenantStatus.State.WAITING;
  }

  /** Frames sent, from an ordinal on, at most {@code limit}. */
  public List<SentFrame> sent(long from, int limit) {
    return sent.page(from, limit);
  }

  /** Calls received, from an ordinal on, at most {@code limit}. */
  public List<ReceivedCall> received(long from, int limit) {
    return received.page(from, limit);
  }

  public Faults faults() {
    return faults;
  }

  /** Cuts every stream socket now, without a farewell. */
  public void dropSockets() {
    subscribers.dropAll();
  }

  /** Every token issued so far is refused from here on; open streams stay. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /**
   * Changes the knowledge base.
   *
   * @param partial from now on, who asks with {@code If-Modified-Since} gets 206 and only what
   *     changed; else 200 and all
   */
  public void changeArticles(List<Article> changed, List<String> removedIds, boolean partial) {
    articles.change(changed, removedIds, partial);
  }

  /** Ends the replay, then the sockets in order, then the server; within three seconds. */
  @Override
  public void close() {
    replay.close();
    subscribers.closeAll(FAREWELL);
    server.close();
    sent.close();
    received.close();
  }
}
