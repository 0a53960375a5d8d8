package io.cueline.topology.knowledge.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cueline.cxone.call.CallRequest;
import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.call.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tenant's own search: what it said lately is not asked again, and nobody waits for it longer
 * than they can. Safe for any number of threads; each call blocks its own.
 */
public final class TenantSearch implements AutoCloseable {

  private static final int LONGEST_QUERY = 500;
  private static final int CACHED = 10_000;

  private final CxoneClient client;
  private final String call;
  private final RemoteOptions options;
  private final Availability availability;
  private final Cache<String, SearchResult.Found> cache;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  /**
   * @param client closed with this
   * @param call the profile's
   */
  public TenantSearch(
      CxoneClient client,
      String call,
      RemoteOptions options,
      InstantSource clock,
      MeterRegistry metrics) {
    this.client = client;
    this.call = call;
    this.options = options;
    this.availability = new Availability(options.perMinute());
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CACHED)
            .expireAfterWrite(options.cacheFor())
            .ticker(() -> nanos(clock))
            .build();
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * @param text redacted
   * @param within longer nobody waits; an answer that comes later is not even cached
   */
  SearchResult search(String text, Duration within) throws InterruptedException {
    String asked = asked(text);
    String key = asked.toLowerCase(Locale.ROOT);
    SearchResult.Found known = cache.getIfPresent(key);
    if (known != null) {
      count("cached");
      return known;
    }
    return switch (availability.mayAsk(clock.instant())) {
      case RESTING -> failed("resting", "the tenant's search has failed and is left alone");
      case SPENT -> failed("spent", "as many searches as allowed were made this minute");
      case ASK -> {
        SearchResult result = ask(asked, within);
        if (result instanceof SearchResult.Found found) {
          availability.answered();
          cache.put(key, found);
          count("found");
        }
        yield result;
      }
    };
  }

  /** Searches under way come out as failed. */
  @Override
  public void close() {
    client.close();
  }

  private SearchResult ask(String asked, Duration within) throws InterruptedException {
    CallRequest request =
        CallRequest.of(call)
            .query("q", asked)
            .query("language", options.language())
            .query("page", "1")
            .query("pageSize", Integer.toString(options.pageSize()));
    FutureTask<Outcome> sending = new FutureTask<>(() -> client.send(request));
    Thread.ofVirtual().name("knowledge-search").start(sending);
    try {
      return result(sending.get(within.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      sending.cancel(true);
      availability.failed(clock.instant());
      return failed("late", "the tenant's search did not answer in time");
    } catch (ExecutionException failure) {
      availability.failed(clock.instant());
      return failed("failed", "the tenant's search cannot be asked: " + failure.getCause());
    }
  }

  private SearchResult result(Outcome outcome) {
    Instant now = clock.instant();
    SearchResult result =
        switch (outcome) {
          case Outcome.Delivered answer -> SearchAnswer.parse(answer.body(), options.pageSize());
          case Outcome.NotModified _ -> new SearchResult.Failed("the search answered 304");
          case Outcome.RetryLater later -> {
            later.after().ifPresent(wait -> availability.asksToWait(now, wait));
            yield new SearchResult.Failed(later.reason());
          }
          case Outcome.Unauthorized(String why) -> new SearchResult.Failed(why);
          case Outcome.Final(int status, String why) ->
              new SearchResult.Failed(status + ": " + why);
        };
    if (result instanceof SearchResult.Failed) {
      availability.failed(now);
      count("failed");
    }
    return result;
  }

  private SearchResult failed(String counted, String reason) {
    count(counted);
    return new SearchResult.Failed(reason);
  }

  private void count(String result) {
    metrics.counter("cueline.knowledge.remote.searches", "result", result).increment();
  }

  /** One line, and the last words where it is long: there stands what is asked. */
  private static String asked(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= LONGEST_QUERY) {
      return line;
    }
    int from = line.indexOf(' ', line.length() - LONGEST_QUERY);
    return line.substring(from < 0 ? line.length() - LONGEST_QUERY + 1 : from + 1);
  }

  private static long nanos(InstantSource clock) {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
