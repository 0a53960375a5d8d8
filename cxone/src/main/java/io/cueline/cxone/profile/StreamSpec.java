package io.cueline.cxone.profile;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stream of transcripts.
 *
 * @param name unique within the profile; the {@code source} of its frames
 * @param dialect how its frames are read
 * @param decides what this stream decides on, so that a call heard twice counts once
 * @param speakers what this tenant calls its speakers, beside or in place of the dialect's words
 */
public record StreamSpec(
    String name,
    String dialect,
    Endpoint endpoint,
    Set<Matter> decides,
    Map<String, Party> speakers) {

  public StreamSpec {
    decides = Set.copyOf(decides);
    speakers = Map.copyOf(speakers);
  }

  /** Who speaks. */
  public enum Party {
    AGENT,
    CUSTOMER,
    UNKNOWN
  }

  /** What a stream may decide on. */
  public enum Matter {
    COMPLIANCE,
    KNOWLEDGE
  }

  /** Who connects to whom. */
  public sealed interface Endpoint {

    /** The scope its token needs. */
    String scope();
  }

  /**
   * We connect to the tenant's WebSocket.
   *
   * @param url {@code ws} or {@code wss}, without the token
   * @param subscribe text message sent after each open
   * @param token where the access token travels
   * @param headers sent with the opening handshake
   * @param notifications where the stream wants each contact to be subscribed to (2e)
   */
  public record Connect(
      URI url,
      Optional<String> subscribe,
      String scope,
      TokenPlace token,
      Map<String, String> headers,
      KeepAlive keepAlive,
      Optional<Notifications> notifications)
      implements Endpoint {

    public Connect {
      headers = Map.copyOf(headers);
    }

    /** The address to connect to; holds the token where it travels in the query: never log it. */
    public URI urlWith(String accessToken) {
      return token.addTo(url, accessToken);
    }

    /** The headers of the handshake; hold the token where it travels in one: never log them. */
    public Map<String, String> headersWith(String accessToken) {
      return token.addTo(headers, accessToken);
    }
  }

  /**
   * How a stream of notifications is connected to and subscribed to.
   *
   * @param contacts to follow always
   * @param contactsFrom the stream whose calls are followed beside
   * @param heartbeat between two heartbeats
   */
  public record Notifications(
      Set<String> contacts, Optional<String> contactsFrom, Duration heartbeat) {

    public Notifications {
      contacts = Set.copyOf(contacts);
      if (contacts.isEmpty() && contactsFrom.isEmpty()) {
        throw new IllegalArgumentException("give contacts, or contacts-from another stream");
      }
      if (!heartbeat.isPositive()) {
        throw new IllegalArgumentException("heartbeat must be longer than 0");
      }
    }
  }

  /**
   * The tenant connects to us.
   *
   * @param path on our HTTP server
   */
  public record Listen(String path, String scope) implements Endpoint {}

  /**
   * When a connection counts as dead, and when it is opened again.
   *
   * @param ping between two pings
   * @param pong without an answer for this long the connection is dead
   * @param reconnect before the first new try; later ones back off
   */
  public record KeepAlive(Duration ping, Duration pong, Duration reconnect) {

    public static final KeepAlive DEFAULT =
        new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(5));

    public KeepAlive {
      if (!ping.isPositive() || !pong.isPositive() || !reconnect.isPositive()) {
        throw new IllegalArgumentException("ping, pong and reconnect must be longer than 0");
      }
    }
  }
}
