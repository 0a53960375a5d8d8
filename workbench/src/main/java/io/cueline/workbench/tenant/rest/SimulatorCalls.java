package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.calls.ArticleFile;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import io.cueline.workbench.tenant.journal.ReceivedLog;
import io.cueline.workbench.tenant.journal.SentFrame;
import io.cueline.workbench.tenant.journal.SentLog;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The simulator's own calls under {@code /simulator/}, which no tenant has: status, what was sent
 * and received, start, faults, changed articles. They ask for no token.
 */
final class SimulatorCalls {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1000;
  private static final int LARGEST_PAGE = 10_000;

  /** What the simulator shows and how it is steered. */
  record Controls(
      Supplier<ObjectNode> status,
      Runnable start,
      FaultOrders.Acts acts,
      SentLog sent,
      ReceivedLog received,
      Faults faults,
      ArticleShelf articles) {}

  private final Controls controls;
  private final FaultOrders faultOrders;

  SimulatorCalls(Controls controls) {
    this.controls = controls;
    this.faultOrders = new FaultOrders(controls.faults(), controls.acts());
  }

  Answer answer(TenantCall call) {
    try {
      return switch (call.method() + " " + call.path()) {
        case "GET /simulator/status" -> Answer.json(200, controls.status().get());
        case "GET /simulator/sent" -> sent(call);
        case "GET /simulator/received" -> received(call);
        case "POST /simulator/start" -> {
          controls.start().run();
          yield Answer.json(200, controls.status().get());
        }
        case "POST /simulator/faults" -> {
          faultOrders.take(JSON.readTree(call.body()));
          yield Answer.json(200, ok());
        }
        case "POST /simulator/articles" -> changeArticles(JSON.readTree(call.body()));
        default -> Answer.refusal(404, "no such call: " + call.method() + " " + call.path());
      };
    } catch (JsonProcessingException e) {
      return Answer.refusal(400, "not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return Answer.refusal(400, String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode ok() {
    return JsonNodeFactory.instance.objectNode().put("status", "ok");
  }

  private Answer sent(TenantCall call) {
    return lines(
        controls.sent().page(call.number("from", 0), limit(call)).stream()
            .map(SentFrame::toJson)
            .toList());
  }

  private Answer received(TenantCall call) {
    return lines(
        controls.received().page(call.number("from", 0), limit(call)).stream()
            .map(ReceivedCall::toJson)
            .toList());
  }

  private static int limit(TenantCall call) {
    return (int) Math.min(call.number("limit", PAGE), LARGEST_PAGE);
  }

  private static Answer lines(List<ObjectNode> nodes) {
    return Answer.lines(nodes.stream().map(n -> n + "\n").collect(Collectors.joining()));
  }

  /** {@code {"items"?: [{id, title, body, url?}], "remove"?: ["id"], "partial"?: true}}. */
  private Answer changeArticles(JsonNode body) {
    List<Article> changed = body.path("items").valueStream().map(ArticleFile::article).toList();
    List<String> removed = body.path("remove").valueStream().map(JsonNode::asText).toList();
    controls.articles().change(changed, removed, body.path("partial").asBoolean());
    return Answer.json(200, ok().put("articles", controls.articles().size()));
  }
}
