package io.cueline.ingest.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Our side of the exchange that a stream of notifications (2e) wants: {@code CONNECT} with a token,
 * once connected {@code SUBSCRIBE} for each contact, {@code HEARTBEAT} at an interval, of which
 * three unanswered end the connection. State machine of one connection with frames and time handed
 * in, frames to send handed out; transcripts pass it by. Not thread-safe.
 */
public final class NotificationSession {

  /** Heartbeats without an answer until the connection is given up. */
  private static final int MISSES = 3;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory PARSER = new JsonFactory();

  /**
   * What to do now.
   *
   * @param send in this order
   * @param over why the connection must be given up
   */
  public record Reaction(List<String> send, Optional<String> over) {

    private static final Reaction NOTHING = new Reaction(List.of(), Optional.empty());

    public Reaction {
      send = List.copyOf(send);
    }

    private static Reaction sending(List<String> frames) {
      return new Reaction(frames, Optional.empty());
    }

    private static Reaction giveUp(String reason) {
      return new Reaction(List.of(), Optional.of(reason));
    }
  }

  private final String token;
  private final long heartbeat;
  private final Set<String> followed = new LinkedHashSet<>();
  private boolean connected;
  private int unanswered;
  private long beatAt;

  /**
   * @param token the session's
   * @param heartbeat between two heartbeats
   * @param openedAt the monotone clock's nanoseconds
   */
  public NotificationSession(String token, Duration heartbeat, long openedAt) {
    this.token = token;
    this.heartbeat = heartbeat.toNanos();
    this.beatAt = openedAt;
  }

  /** The WebSocket is open. */
  public Reaction opened() {
    ObjectNode connect = command("CONNECT");
    connect.putObject("headers").put("sessionToken", token);
    return Reaction.sending(List.of(connect.toString()));
  }

  /** A frame came. */
  public Reaction heard(String raw) {
    return switch (commandOf(raw)) {
      case "CONNECTED" -> {
        connected = true;
        yield Reaction.sending(followed.stream().map(NotificationSession::subscribe).toList());
      }
      case "HEARTBEAT_ACK" -> {
        unanswered = 0;
        yield Reaction.NOTHING;
      }
      // Before it has let us in the tenant refuses us; later it refuses one thing we asked.
      case "ERROR" -> connected ? Reaction.NOTHING : Reaction.giveUp(refusal(raw));
      default -> Reaction.NOTHING;
    };
  }

  /** Looks whether a heartbeat is due; before we are connected it only waits. */
  public Reaction look(long nanos) {
    if (nanos - beatAt < heartbeat) {
      return Reaction.NOTHING;
    }
    beatAt = nanos;
    if (unanswered >= MISSES) {
      return Reaction.giveUp("%d heartbeats without an answer".formatted(unanswered));
    }
    unanswered++;
    return connected
        ? Reaction.sending(List.of(command("HEARTBEAT").toString()))
        : Reaction.NOTHING;
  }

  /** These contacts are to be followed, and no others: who is new is subscribed to. */
  public Reaction follow(Collection<String> contacts) {
    followed.retainAll(contacts);
    List<String> subscribe = new ArrayList<>();
    for (String contact : contacts) {
      if (followed.add(contact) && connected) {
        subscribe.add(subscribe(contact));
      }
    }
    return Reaction.sending(subscribe);
  }

  private static String subscribe(String contact) {
    ObjectNode subscribe = command("SUBSCRIBE");
    subscribe.putObject("body").put("topic", contact + "_transcript");
    return subscribe.toString();
  }

  private static ObjectNode command(String name) {
    return JsonNodeFactory.instance.objectNode().put("command", name);
  }

  /** The frame's command, read no further than to there; empty where there is none. */
  private static String commandOf(String raw) {
    try (JsonParser parser = PARSER.createParser(raw)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean command = parser.currentName().equals("command");
        JsonToken value = parser.nextToken();
        if (command) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : "";
        }
        parser.skipChildren();
      }
      return "";
    } catch (IOException notJson) {
      return "";
    }
  }

  private static String refusal(String raw) {
    try {
      JsonNode error = JSON.readTree(raw);
      JsonNode body = error.path("body");
      JsonNode code = body.isMissingNode() ? error.path("responseCode") : body.path("responseCode");
      return "the tenant refused to connect: ERROR " + code.asText("without a code");
    } catch (IOException notJson) {
      return "the tenant refused to connect";
    }
  }
}
