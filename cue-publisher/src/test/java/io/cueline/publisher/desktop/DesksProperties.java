package io.cueline.publisher.desktop;

import static io.cueline.publisher.desktop.Records.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes in whatever order, a client holds what it would be shown if it came anew. */
class DesksProperties {

  private static final Duration KEEP_ENDED = Duration.ofHours(1);
  private static final Instant LATER = START.plus(Duration.ofDays(1));
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<Viewer> VIEWERS =
      List.of(
          new Viewer.Agent("a0"),
          new Viewer.Agent("a1"),
          new Viewer.Agent("a2"),
          new Viewer.Supervisor("all", new Team.All()),
          new Viewer.Supervisor("some", new Team.Of(Set.of("a0", "a1"))));

  /** A client with a naive memory, as the protocol has it. */
  private static final class Client {
    final Viewer viewer;
    final Desk desk;
    final Map<String, String> held = new TreeMap<>();
    boolean live;

    Client(Viewer viewer, Desk desk) {
      this.viewer = viewer;
      this.desk = desk;
    }

    void hear(String text) {
      JsonNode message = parse(text);
      String call = message.path("conversationId").asText();
      switch (message.path("type").asText()) {
        case "hello" -> held.clear();
        case "live" -> live = true;
        case "gone" -> held.keySet().removeIf(key -> key.startsWith(call + "/"));
        default -> held.put(key(message), text);
      }
    }
  }

  @Property(tries = 120)
  void a_client_holds_what_it_would_be_shown_anew_and_nothing_of_others(
      @ForAll Random random, @ForAll boolean forgetting) {
    History history = new History(random);
    DesktopState state = new DesktopState(KEEP_ENDED, Duration.ofDays(3_650));
    Desks desks = new Desks(state, ZoneOffset.UTC, 1_000_000, 100_000_000);
    List<Client> clients = new ArrayList<>();

    while (history.hasMore()) {
      switch (random.nextInt(10)) {
        case 0 -> {
          Viewer viewer = VIEWERS.get(random.nextInt(VIEWERS.size()));
          clients.add(new Client(viewer, connect(desks, viewer)));
        }
        case 1, 2 -> {
          if (!clients.isEmpty()) {
            Client client = clients.get(random.nextInt(clients.size()));
            read(desks, state, client, random.nextInt(5));
          }
        }
        case 3 -> {
          if (forgetting) {
            desks.forget(LATER);
          }
        }
        default -> desks.take(history.next(), START);
      }
    }
    if (forgetting) {
      desks.forget(LATER);
    }

    for (Client client : clients) {
      read(desks, state, client, Integer.MAX_VALUE);
      Client fresh = new Client(client.viewer, connect(desks, client.viewer));
      read(desks, state, fresh, Integer.MAX_VALUE);
      assertThat(client.live).isTrue();
      assertThat(client.held).isEqualTo(fresh.held);
    }
    for (Viewer viewer : VIEWERS) {
      Client fresh = new Client(viewer, connect(desks, viewer));
      read(desks, state, fresh, Integer.MAX_VALUE);
      assertThat(withoutTimes(fresh.held)).isEqualTo(history.shownTo(viewer, !forgetting));
    }
  }

  private static Desk connect(Desks desks, Viewer viewer) {
    return desks.connect(viewer, Optional.empty(), "demo", Duration.ofSeconds(20), START);
  }

  private static void read(Desks desks, DesktopState state, Client client, int most) {
    Optional<String> text = Optional.empty();
    for (int i = 0; i < most && (i == 0 || text.isPresent()); i++) {
      text = desks.next(client.desk, START).map(Outgoing::text);
      text.ifPresent(
          each -> {
            requireTheirs(state, client.viewer, parse(each));
            client.hear(each);
          });
    }
  }

  /** At the moment it leaves us, it is of a call that is theirs. */
  private static void requireTheirs(DesktopState state, Viewer viewer, JsonNode message) {
    String type = message.path("type").asText();
    if (message.has("conversationId") && !type.equals("gone")) {
      assertThat(state.view(message.path("conversationId").asText(), viewer)).isNotEmpty();
      assertThat(type.equals("violation") && viewer instanceof Viewer.Agent).isFalse();
    }
    assertThat(message.toString()).doesNotContain("shadow-rule");
  }

  /**
   * When something last changed of a call depends on what was read first: it is only to sort by.
   */
  private static Map<String, String> withoutTimes(Map<String, String> held) {
    Map<String, String> plain = new TreeMap<>();
    held.forEach(
        (key, text) -> {
          JsonNode message = parse(text);
          if (message.path("type").asText().equals("interaction")) {
            ((ObjectNode) message).remove("at");
          }
          plain.put(key, message.toString());
        });
    return plain;
  }

  static String key(JsonNode message) {
    String type = message.path("type").asText();
    String call = message.path("conversationId").asText();
    return switch (type) {
      case "interaction" -> call + "/interaction";
      case "compliance_interrupt", "cue" -> call + "/cue/" + message.path("cueId").asText();
      case "disclosure" -> call + "/disclosure/" + message.path("ruleId").asText();
      case "card" -> call + "/card/" + message.path("cardId").asText();
      case "feedback" -> call + "/feedback/" + message.path("subjectId").asText();
      case "violation" -> call + "/violation/" + message.path("violationId").asText();
      default -> throw new IllegalArgumentException(type);
    };
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
