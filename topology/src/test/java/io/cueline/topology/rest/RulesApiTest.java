package io.cueline.topology.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.publication.RuleFollower;
import io.cueline.topology.publication.RuleHistory;
import io.cueline.topology.publication.RulePublisher;
import io.cueline.topology.rules.RuleFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules over REST, on a real broker, seen from a client. */
class RulesApiTest {

  private static final String RULES = "/api/v2/compliance/rules";
  private static final String KEYWORDS = "/api/v2/compliance/keywords";
  private static final String RULE = "{\"kind\":\"prohibited\",\"phrases\":[\"x\",\"y\"]}";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static EmbeddedBroker broker;
  private static int count;

  private RuleFollower follower;
  private RuleHistory history;
  private HttpServer http;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    TopicNames names = new TopicNames("r" + count++ + ".");
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      new TopicAdmin(admin, names).create(1, Optional.empty());
    }
    SchemaDirectory schemas = SchemaDirectory.compiledIn();
    RulePublisher publisher = new RulePublisher(client, names, schemas, InstantSource.system());
    publisher.publishInitial(RuleFile.defaults(), "test", "to begin with");
    follower = RuleFollower.start(client, names, schemas, poison -> {});
    history = new RuleHistory(client, names, schemas);
    Settings settings =
        Settings.defaults(HttpSettings.ALL)
            .with(HttpSettings.PORT, "0")
            .with(HttpSettings.TOKENS, "secret");
    http = HttpServer.create(settings, new Health(), new SimpleMeterRegistry());
    RulesApi.register(http, follower, publisher);
    http.start();
    assertThat(follower.awaitRevision(1, java.time.Duration.ofSeconds(20))).isTrue();
  }

  @AfterEach
  void stop() {
    http.close();
    follower.close();
  }

  @Test
  void nobodyWritesWithoutAToken() throws Exception {
    for (String[] call :
        new String[][] {
          {"PUT", RULES}, {"PUT", RULES + "/x"}, {"DELETE", RULES + "/x"}, {"POST", KEYWORDS}
        }) {
      assertThat(send(request(call[0], call[1], "{}")).statusCode()).isEqualTo(401);
      assertThat(
              send(request(call[0], call[1], "{}").header("Authorization", "Bearer wrong"))
                  .statusCode())
          .isEqualTo(401);
    }
    assertThat(get(RULES).statusCode()).isEqualTo(200);
    assertThat(follower.current().revision()).isEqualTo(1);
  }

  @Test
  void whoHasSeenAnOlderRevisionIsToldTheCurrentOne() throws Exception {
    assertThat(send(bearer("PUT", RULES + "/x", RULE)).statusCode()).isEqualTo(428);
    assertThat(put(RULES + "/x", RULE, "\"1\"").statusCode()).isEqualTo(200);

    HttpResponse<String> late = put(RULES + "/x", RULE, "\"1\"");

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.headers().firstValue("ETag")).contains("\"2\"");
    assertThat(json(late).get("revision").asInt()).isEqualTo(2);
    assertThat(put(RULES, "rules: []", "W/\"other\"").statusCode()).isEqualTo(412);
  }

  @Test
  void ofManyWritersOnOneRevisionOneWins() throws Exception {
    List<Future<HttpResponse<String>>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int writer = 0; writer < 4; writer++) {
        String id = "/w" + writer;
        all.add(threads.submit(() -> put(RULES + id, RULE, "\"1\"")));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<HttpResponse<String>> each : all) {
      statuses.add(each.get().statusCode());
    }
    assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
  }

  @Test
  void whatIsWrongIsRefusedWithLineReasonAndSuggestion() throws Exception {
    HttpResponse<String> refused =
        put(RULES, "rules:\n- id: a\n  kind: prohibited\n  phrase: [x]\n", "*");

    assertThat(refused.statusCode()).isEqualTo(400);
    JsonNode error = json(refused).get("errors").get(0);
    assertThat(error.get("line").asInt()).isEqualTo(4);
    assertThat(error.get("rule").asText()).isEqualTo("a");
    assertThat(error.get("reason").asText()).contains("unknown field 'phrase'");
    assertThat(error.get("suggestion").asText()).contains("phrases");
    assertThat(put(RULES + "/x", "{\"id\":\"y\"," + RULE.substring(1), "*").statusCode())
        .isEqualTo(400);
    assertThat(put(RULES, "{\"rules\":[}", "*").statusCode()).isEqualTo(400);
    assertThat(send(bearer("DELETE", RULES + "/none", "").header("If-Match", "*")).statusCode())
        .isEqualTo(404);
    assertThat(get(RULES + "/none").statusCode()).isEqualTo(404);
    assertThat(follower.current().revision()).isEqualTo(1);
  }

  @Test
  void oneRuleComesChangesAndGoes() throws Exception {
    HttpResponse<String> created =
        put(RULES + "/x?who=ada&why=new%20product", "kind: prohibited\nphrases: [x, y]\n", "\"1\"");
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.headers().firstValue("ETag")).contains("\"2\"");
    assertThat(json(get(RULES + "/x")).get("version").asInt()).isEqualTo(1);
    assertThat(json(get(RULES + "/x")).get("phrases").toString()).isEqualTo("[\"x\",\"y\"]");

    put(RULES + "/x", RULE.replace("\"y\"", "\"z\""), "\"2\"");
    assertThat(json(get(RULES + "/x")).get("version").asInt()).isEqualTo(2);

    HttpResponse<String> gone =
        send(
            bearer("DELETE", RULES + "/x", "")
                .header("If-Match", "\"3\"")
                .header("X-Cueline-Who", "bob")
                .header("X-Cueline-Why", "was a mistake"));
    assertThat(json(gone).get("removed").toString()).isEqualTo("[\"x\"]");
    assertThat(get(RULES + "/x").statusCode()).isEqualTo(404);
    assertThat(json(get(RULES)).get("rules")).hasSize(4);

    assertThat(history.entries())
        .extracting(entry -> entry.revision() + " " + entry.who() + ": " + entry.why())
        .containsExactly(
            "1 test: to begin with",
            "2 ada: new product",
            "3 a bearer of a token, unnamed: PUT " + RULES + "/x",
            "4 bob: was a mistake");
    assertThat(history.entries().getLast().removed()).containsExactly("x");
  }

  @Test
  void whatWasReadCanBeSentBack() throws Exception {
    ObjectNode all = (ObjectNode) json(get(RULES));
    assertThat(put(RULES, all.toString(), "\"1\"").statusCode()).isEqualTo(200);
    assertThat(follower.current().revision()).as("the same is no revision").isEqualTo(1);

    ((ObjectNode) all.get("rules").get(1)).put("mode", "off");
    HttpResponse<String> changed = put(RULES, all.toString(), "\"1\"");

    assertThat(json(changed).get("changed").toString()).isEqualTo("[\"early-termination\"]");
    assertThat(json(get(RULES)).get("rules")).as("what is off is still there").hasSize(4);
  }

  @Test
  void keywordsAreReplacedAsTheContractSays() throws Exception {
    HttpResponse<String> updated = keywords("{\"keywords\":[\"promise\",\"refund\",\"cancel*\"]}");

    assertThat(updated.statusCode()).isEqualTo(200);
    assertThat(updated.body()).isEqualTo("{\"status\":\"updated\",\"count\":3}");
    JsonNode rule = json(get(RULES + "/default-keywords"));
    assertThat(rule.get("phrases").toString()).isEqualTo("[\"promise\",\"refund\",\"cancel*\"]");
    assertThat(rule.get("speaker").asText()).isEqualTo("agent");
    assertThat(rule.get("distinct").asInt()).isEqualTo(2);
    assertThat(rule.get("cooldown").asText()).isEqualTo("1 utterance");
    assertThat(rule.get("severity").asText()).isEqualTo("high");
    assertThat(json(get(RULES)).get("rules")).hasSize(4);
  }

  @Test
  void malformedKeywordsAreRefusedWithTheReason() throws Exception {
    Map<String, String> bodies =
        Map.of(
            "", "empty",
            "{", "not the JSON expected",
            "[]", "'keywords' is missing",
            "{\"keywords\":\"guarantee\"}", "not a list",
            "{\"keywords\":[]}", "empty",
            "{\"keywords\":[\"a\",5]}", "keyword 2 is no string",
            "{\"keywords\":[\" \"]}", "keyword 1 is empty",
            "{\"keywords\":[\"a\",\"A\"]}", "given twice",
            "{\"keywords\":[\"re:(\"]}", "re:(");
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      HttpResponse<String> refused = keywords(body.getKey());
      assertThat(refused.statusCode()).as(body.getKey()).isEqualTo(400);
      assertThat(json(refused).get("error").asText()).contains(body.getValue());
    }
    assertThat(follower.current().revision()).isEqualTo(1);
  }

  private HttpResponse<String> keywords(String body) throws Exception {
    return send(bearer("POST", KEYWORDS, body).header("Content-Type", "application/json"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> put(String path, String body, String ifMatch) throws Exception {
    return send(bearer("PUT", path, body).header("If-Match", ifMatch));
  }

  private HttpRequest.Builder bearer(String method, String path, String body) {
    return request(method, path, body).header("Authorization", "Bearer secret");
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
  }

  private URI uri(String path) {
    return URI.create(http.address() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return new JsonMapper().readTree(response.body());
  }
}
