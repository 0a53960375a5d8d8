package io.cueline.workbench.tenant;

import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import io.cueline.workbench.tenant.journal.ReceivedLog;
import io.cueline.workbench.tenant.journal.SentFrame;
import io.cueline.workbench.tenant.journal.SentLog;
import io.cueline.workbench.tenant.realtime.FrameSockets;
import io.cueline.workbench.tenant.rest.ArticleShelf;
import io.cueline.workbench.tenant.rest.Credentials;
import io.cueline.workbench.tenant.rest.TenantServer;
import io.cueline.workbench.tenant.rest.Tokens;
import io.cueline.workbench.tenant.stream.OtherSide;
import io.cueline.workbench.tenant.stream.Outlet;
import io.cueline.workbench.tenant.stream.Outlets;
import io.cueline.workbench.tenant.stream.PostOutlet;
import io.cueline.workbench.tenant.stream.PushOutlet;
import io.cueline.workbench.tenant.stream.Replay;
import io.cueline.workbench.tenant.stream.Subscribers;
import io.cueline.workbench.tenant.wire.Script;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
  private final Script script;
  private final Tokens tokens;
  private final ArticleShelf articles;
  private final Faults faults = new Faults();
  private final Map<TenantStream, Subscribers> served = new EnumMap<>(TenantStream.class);
  private final Outlets outlets;
  private final OtherSide otherSide;
  private final SentLog sent;
  private final ReceivedLog received;
  private final FrameSockets frames;
  private final Replay replay;
  private final TenantServer server;

  private SimulatedTenant(TenantOptions options, InstantSource now) {
    this.options = options;
    script = new Script(ReplayPlan.of(options.calls(), options.stagger()), options.streams());
    tokens = new Tokens(options.tokenLife(), now);
    articles = new ArticleShelf(options.articles(), now);
    sent = new SentLog(options.dataFolder());
    received = new ReceivedLog(options.dataFolder());
    frames = new FrameSockets(received, now);
    otherSide = new OtherSide(options.otherSide(), options.credential(), faults, now);
    outlets = outlets();
    replay =
        new Replay(
            script,
            new Replay.Pace(
                options.speed(), options.startOnSubscribe(), options.pauseWhileUnsubscribed()),
            options.startAt().orElseGet(() -> longEnoughAgo(script, now)),
            sent,
            outlets,
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
                frames,
                options.perMinute(),
                served,
                outlets,
                () -> status().toJson(),
                replay::start),
            now);
  }

  private Outlets outlets() {
    Predicate<String> mayStay = options.cutsExpired() ? tokens::valid : _ -> true;
    Map<TenantStream, Outlet> all = new EnumMap<>(TenantStream.class);
    for (TenantStream stream : options.streams()) {
      all.put(
          stream,
          switch (stream) {
            case TRANSCRIPTION, ASSIST_STREAM, INTERACTION_EVENTS, AAH_NOTIFICATIONS ->
                served.computeIfAbsent(stream, _ -> new Subscribers(mayStay));
            case STT_PUSH -> new PushOutlet(stream.path(), otherSide);
            case VOICEGATEWAY -> new PostOutlet(stream.path(), otherSide);
          });
    }
    return new Outlets(all);
  }

  private static Instant longEnoughAgo(Script script, InstantSource now) {
    return now.instant().truncatedTo(ChronoUnit.MILLIS).minus(script.duration()).minus(TAIL);
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
    tenant.outlets.start();
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
    long repeated = sent.repeated();
    return new TenantStatus(
        state(),
        script.calls(),
        script.size(),
        count,
        malformed,
        repeated,
        Math.max(0, replay.position() - (count - malformed - repeated)),
        outlets.listeners(),
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

  /** The connections that prompt frames come by. */
  public FrameSockets frames() {
    return frames;
  }

  /** Cuts every stream's connections now, without a farewell. */
  public void dropSockets() {
    outlets.dropAll();
  }

  /** Whoever is connected now hears nothing more, and gets no answer to pings. */
  public void fallSilent() {
    outlets.silence();
  }

  /**
   * Where the streams go that the tenant brings itself (2d, 2f), from now on.
   *
   * @param base such as {@code http://127.0.0.1:8080}
   */
  public void otherSideIs(URI base) {
    otherSide.at(base);
  }

  /**
   * Every token issued so far is refused from here on; open streams stay, unless expiry cuts them.
   */
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
    outlets.closeAll(FAREWELL);
    frames.closeAll();
    server.close();
    sent.close();
    received.close();
  }
}
