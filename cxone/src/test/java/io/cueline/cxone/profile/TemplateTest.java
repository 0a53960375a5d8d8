package io.cueline.cxone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cueline.cxone.profile.Template.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies and queries as a profile writes them. */
class TemplateTest {

  private static final String HEAD =
      """
      name: mine
      variables: {who: bank}
      tenant: "{who}"
      auth: {variant: basic, token-url: "http://localhost/oauth/token"}
      calls:
        tell:
          url: http://localhost/tell/{interactionId}
      """;
  private static final String CHANNELS = "channels: {card: [tell]}\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          body: {a: "{titel}"}                       | mine.yaml:8: calls.tell.body: {titel} is no placeholder for card, which channels.card sends by this call; there are: adopted, agentId, cardCitation
          body: {a: "{cueId}"}                       | {cueId} is no placeholder for card
          body: [{for-each: items, give: "{itemTitle}"}] | there is no list 'items' to go through for card; there are: card
          body: [{for-each: card, give: "{itemTitle}"}]  | {itemTitle} is no placeholder for card
          body: [{for-each: card}]                   | expected {for-each: LIST, give: …} and no more
          body: {for-each: card, give: x}            | for-each stands in a list
          body: {a: 1, a: 2}                         | mine.yaml:8: calls.tell.body: 'a' stands there twice
          query: {p1: "{severity}"}                  | mine.yaml:8: calls.tell.query: {severity} is no placeholder for card
          method: GET                                | 'tell' cannot carry it without a body: give it one under calls.tell, or take one of agent-messages, assist-cards, crm-callback, insights, realtime, signal
          """)
  void aMistakeInATemplateIsNamedWithWhatThereIs(String line, String message) {
    assertThatThrownBy(() -> load("    " + line + "\n", CHANNELS))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aGetTakesNoBody() {
    assertThatThrownBy(() -> load("    method: GET\n    body: {a: 1}\n", CHANNELS))
        .hasMessageContaining("calls.tell: a GET has no body");
  }

  @Test
  void whatItsAddressNamesMustBeKnownToo() {
    String head = HEAD.replace("{interactionId}", "{contactId}");
    assertThatThrownBy(() -> loadText(head + "    body: {a: 1}\n" + CHANNELS))
        .hasMessageContaining(
            "mine.yaml:7: calls.tell.url: {contactId} is no placeholder for card");
  }

  @Test
  void aCallForSeveralThingsMayOnlyNameWhatAllOfThemHave() {
    String channels = "channels: {card: tell, feedback: [tell]}\n";

    assertThat(load("    body: {a: \"{causeId}\"}\n", channels).channels().feedback())
        .containsExactly("tell");
    assertThatThrownBy(() -> load("    body: {a: \"{cardTitle}\"}\n", channels))
        .hasMessageContaining("{cardTitle} is no placeholder for feedback");
  }

  @Test
  void realtimeNeedsItsSection() {
    assertThatThrownBy(() -> load("", "channels: {card: realtime}\n"))
        .hasMessageContaining(
            "channels.card: there is no call 'realtime'; there are: tell. For frames add the section realtime:");
    assertThatThrownBy(() -> load("", "realtime: {url: \"ws://localhost/r\", ttl: 5s}\n"))
        .hasMessageContaining("realtime: ttl must lie between 10s and 120s");
    assertThat(load("", "realtime: {url: \"ws://localhost/r\"}\nchannels: {card: realtime}\n"))
        .satisfies(
            profile -> {
              assertThat(profile.channels().card()).containsExactly("realtime");
              assertThat(profile.realtime().orElseThrow().sessions()).isEqualTo(100);
            });
  }

  @Test
  void theTreeIsFilledInAndKeepsItsTypes() throws IOException {
    Template body =
        load(
                """
                    body:
                      tenant: "{who}"
                      text: "{cardTitle} ({cardScore})"
                      score: "{cardScore}"
                      fixed: [1, 2.5, true, null, "1"]
                      all:
                        - first
                        - for-each: card
                          give: {id: "{cardId}", of: "{interactionId}"}
                """,
                CHANNELS)
            .call("tell")
            .body()
            .orElseThrow();

    assertThat(body.lacks(values("say \"no\"", 0.5))).isEmpty();
    assertThat(body.fill(values("say \"no\"", 0.5)))
        .isEqualTo(
            JSON.readTree(
                """
                {"tenant":"bank","text":"say \\"no\\" (0.5)","score":0.5,
                 "fixed":[1,2.5,true,null,"1"],
                 "all":["first",{"id":"a1","of":"i"},{"id":"a2","of":"i"}]}
                """));
  }

  @Test
  void whatHasNoValueIsNamed() {
    Template body = load("    body: {a: [\"x {agentId}\"]}\n", CHANNELS).call("tell").body().get();

    assertThat(body.lacks(values("t", 1))).contains("agentId");
  }

  /** No text from outside can break out of its place, whatever it holds. */
  @Property(tries = 200)
  void aValueStaysAValue(@ForAll String hostile) throws IOException {
    Template body = new Template.Fields(Map.of("a", new Template.Text("<{cardTitle}>{other}")));

    JsonNode filled = JSON.readTree(JSON.writeValueAsString(body.fill(values(hostile, 1))));

    assertThat(filled.propertyStream().map(Map.Entry::getKey)).containsExactly("a");
    String sent = JSON.readTree(JSON.writeValueAsString(hostile)).textValue();
    assertThat(filled.get("a").textValue()).isEqualTo("<" + sent + ">");
  }

  private Profile load(String lines, String rest) {
    return loadText(HEAD + lines + rest);
  }

  private Profile loadText(String text) {
    try {
      Path file = Files.writeString(folder.resolve("mine.yaml"), text);
      return Profile.load(file.toString(), Map.of());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Values values(String title, double score) {
    return new Some(
        Map.of(
            "interactionId", TextNode.valueOf("i"),
            "cardTitle", TextNode.valueOf(title),
            "cardScore", JsonNodeFactory.instance.numberNode(score)),
        List.of("a1", "a2"));
  }

  private record Some(Map<String, JsonNode> values, List<String> cards) implements Values {

    @Override
    public Optional<JsonNode> value(String placeholder) {
      return Optional.ofNullable(values.get(placeholder));
    }

    @Override
    public List<? extends Values> list(String name) {
      return cards.stream()
          .map(
              id -> {
                Map<String, JsonNode> own = new java.util.HashMap<>(values);
                own.put("cardId", TextNode.valueOf(id));
                return new Some(own, List.of());
              })
          .toList();
    }
  }
}
