package io.cueline.workbench.tenant;

import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import io.cueline.workbench.tenant.journal.SentFrame;
import java.net.URI;
import java.util.List;

/**
 * A tenant to try Cueline against: token endpoint, transcript stream, REST calls, on one port. It
 * replays calls, remembers what it sent and was sent, and misbehaves to order. Not a real tenant:
 * what works here is tested against a simulated tenant, no more. Thread safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SimulatedTenant implements AutoCloseable {

  /**
   * Listens at once; the replay waits for {@link #start()} or, if asked to, for a subscriber.
   *
   * @throws io.cueline.runtime.service.StartupException when the port is taken or the data folder
   *     cannot be used; the message says how to mend it
   */
  public static SimulatedTenant start(TenantOptions options) {
    throw new UnsupportedOperationException("not there yet: " + options);
  }

  /** Starts the replay; once it has started, does nothing. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  public int port() {
    throw new UnsupportedOperationException();
  }

  /** {@code http://host:port}, without a slash at its end. */
  public URI baseUrl() {
    throw new UnsupportedOperationException();
  }

  public TenantStatus status() {
    throw new UnsupportedOperationException();
  }

  /** Frames sent, from an ordinal on, at most {@code limit}. */
  public List<SentFrame> sent(long from, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Calls received, from an ordinal on, at most {@code limit}. */
  public List<ReceivedCall> received(long from, int limit) {
    throw new UnsupportedOperationException();
  }

  public Faults faults() {
    throw new UnsupportedOperationException();
  }

  /** Cuts every stream socket now, without a farewell. */
  public void dropSockets() {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes the knowledge base.
   *
   * @param partial from now on, who asks with {@code If-Modified-Since} gets 206 and only what
   *     changed; else 200 and all
   */
  public void changeArticles(List<Article> changed, List<String> removedIds, boolean partial) {
    throw new UnsupportedOperationException();
  }

  /** Ends the replay, then the sockets in order, then the server; within three seconds. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
