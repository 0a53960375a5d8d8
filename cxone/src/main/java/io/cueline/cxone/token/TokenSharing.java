package io.cueline.cxone.token;

import io.cueline.cxone.profile.AuthSpec;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;

/**
 * One token source per credential set, however many clients a process makes: the tenant counts
 * token requests, and a new token may end an older one.
 */
public final class TokenSharing {

  private final Map<Key, Shared> sources = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final OkHttpClient http;

  /**
   * @param http whose connections are shared
   */
  public TokenSharing(OkHttpClient http) {
    this.http = http;
  }

  /**
   * The source for these credentials, made if nobody uses it yet; close the lease when done.
   *
   * @param clock of a source that is made; one already in use keeps its own
   * @throws IllegalArgumentException when the credentials lack what the variant needs
   */
  public Lease lease(AuthSpec auth, Credentials credentials, InstantSource clock) {
    Key key = new Key(auth, credentials);
    lock.lock();
    try {
      Shared shared =
          sources.computeIfAbsent(
              key, _ -> new Shared(new SharedTokens(http, auth, credentials, clock, Sleeper.REAL)));
      shared.users++;
      return new Lease(key, shared);
    } finally {
      lock.unlock();
    }
  }

  private record Key(AuthSpec auth, Credentials credentials) {}

  private static final class Shared {
    private final SharedTokens tokens;
    private int users;

    private Shared(SharedTokens tokens) {
      this.tokens = tokens;
    }
  }

  /** One client's use of a source; the last to close ends it. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final Shared shared;
    private boolean closed;

    private Lease(Key key, Shared shared) {
      this.key = key;
      this.shared = shared;
    }

    public TokenSource tokens() {
      return shared.tokens;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        closed = true;
        if (--shared.users > 0) {
          return;
        }
        sources.remove(key);
      } finally {
        lock.unlock();
      }
      shared.tokens.close();
    }
  }
}
