package io.cueline.workbench.tenant;

import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.stream.Credential;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the simulated tenant is set up; {@link #builder} starts from defaults.
 *
 * @param host to listen on; 127.0.0.1 by default, 0.0.0.0 in a container
 * @param port 0 takes a free one
 * @param clientId of the one client it knows; {@code cueline} by default
 * @param clientSecret {@code cueline-secret} by default
 * @param accessKeyId of the password grant; {@code access-key} by default
 * @param accessKeySecret of the password grant; {@code access-secret} by default
 * @param tokenLife an hour by default
 * @param calls to replay; none by default
 * @param articles of the knowledge base; none by default
 * @param speed call time per real time, above 0 and at most 100000; 1 by default
 * @param stagger of call time between the beginnings of two calls; 2 s by default
 * @param startAt call time of the replay's start; by default so long ago that no stamp lies in the
 *     future
 * @param startOnSubscribe the replay starts with the first subscriber; off by default
 * @param pauseWhileUnsubscribed the clock stands still while nobody is subscribed; on by default
 * @param dataFolder of the journal; empty keeps it in memory only
 * @param streams that it speaks, all with the same calls; {@code transcription} by default
 * @param cutsExpired sockets are closed once the token they came in by has expired; off by default
 * @param otherSide where it goes with the streams it brings itself, such as {@code
 *     http://127.0.0.1:8080}; empty by default: {@link SimulatedTenant#otherSideIs} tells it later
 * @param perMinute requests a minute that its client may make; 0, none by default, is no limit
 * @param credential how it shows there who it is; nothing by default
 */
public record TenantOptions(
    String host,
    int port,
    String clientId,
    String clientSecret,
    String accessKeyId,
    String accessKeySecret,
    Duration tokenLife,
    List<Call> calls,
    List<Article> articles,
    double speed,
    Duration stagger,
    Optional<Instant> startAt,
    boolean startOnSubscribe,
    boolean pauseWhileUnsubscribed,
    Optional<Path> dataFolder,
    List<TenantStream> streams,
    boolean cutsExpired,
    Optional<URI> otherSide,
    int perMinute,
    Credential credential) {

  public TenantOptions {
    calls = List.copyOf(calls);
    articles = List.copyOf(articles);
    streams = List.copyOf(streams);
    require(!streams.isEmpty(), "streams must name at least one");
    require(Set.copyOf(streams).size() == streams.size(), "streams names one twice");
    require(port >= 0 && port <= 65535, "port must lie between 0 and 65535");
    require(speed > 0 && speed <= 100_000, "speed must lie above 0 and at most at 100000");
    require(!stagger.isNegative(), "stagger must not be negative");
    require(perMinute >= 0, "perMinute must not be negative");
    require(tokenLife.toSeconds() >= 1, "tokenLife must be at least 1s");
  }

  public static Builder builder() {
    return new Builder();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  @Override
  public String toString() {
    // The record's own would tell the secrets.
    return "TenantOptions[" + host + ":" + port + ", calls=" + calls.size() + "]";
  }

  /** Collects options; not thread safe. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port;
    private String clientId = "cueline";
    private String clientSecret = "cueline-secret";
    private String accessKeyId = "access-key";
    private String accessKeySecret = "access-secret";
    private Duration tokenLife = Duration.ofHours(1);
    private List<Call> calls = List.of();
    private List<Article> articles = List.of();
    private double speed = 1;
    private Duration stagger = Duration.ofSeconds(2);
    private Optional<Instant> startAt = Optional.empty();
    private boolean startOnSubscribe;
    private boolean pauseWhileUnsubscribed = true;
    private Optional<Path> dataFolder = Optional.empty();
    private List<TenantStream> streams = List.of(TenantStream.TRANSCRIPTION);
    private boolean cutsExpired;
    private Optional<URI> otherSide = Optional.empty();
    private int perMinute;
    private Credential credential = new Credential.None();

    private Builder() {}

    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The one client that gets tokens. */
    public Builder client(String id, String secret) {
      clientId = id;
      clientSecret = secret;
      return this;
    }

    /** The one access key that the password grant takes. */
    public Builder accessKey(String id, String secret) {
      accessKeyId = id;
      accessKeySecret = secret;
      return this;
    }

    public Builder tokenLife(Duration value) {
      tokenLife = value;
      return this;
    }

    public Builder calls(List<Call> value) {
      calls = value;
      return this;
    }

    public Builder articles(List<Article> value) {
      articles = value;
      return this;
    }

    public Builder speed(double value) {
      speed = value;
      return this;
    }

    public Builder stagger(Duration value) {
      stagger = value;
      return this;
    }

    public Builder startAt(Instant value) {
      startAt = Optional.of(value);
      return this;
    }

    public Builder startOnSubscribe(boolean value) {
      startOnSubscribe = value;
      return this;
    }

    public Builder pauseWhileUnsubscribed(boolean value) {
      pauseWhileUnsubscribed = value;
      return this;
    }

    public Builder dataFolder(Path value) {
      dataFolder = Optional.of(value);
      return this;
    }

    public Builder streams(List<TenantStream> value) {
      streams = value;
      return this;
    }

    public Builder cutsExpired(boolean value) {
      cutsExpired = value;
      return this;
    }

    public Builder otherSide(URI value) {
      otherSide = Optional.of(value);
      return this;
    }

    /** Past it, 429 with {@code Retry-After} in both its forms by turns. */
    public Builder perMinute(int value) {
      perMinute = value;
      return this;
    }

    public Builder credential(Credential value) {
      credential = value;
      return this;
    }

    public TenantOptions build() {
      return new TenantOptions(
          host,
          port,
          clientId,
          clientSecret,
          accessKeyId,
          accessKeySecret,
          tokenLife,
          calls,
          articles,
          speed,
          stagger,
          startAt,
          startOnSubscribe,
          pauseWhileUnsubscribed,
          dataFolder,
          streams,
          cutsExpired,
          otherSide,
          perMinute,
          credential);
    }
  }
}
