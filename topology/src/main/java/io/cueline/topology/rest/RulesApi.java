package io.cueline.topology.rest;

import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import io.cueline.topology.publication.InForce;
import io.cueline.topology.publication.RuleFollower;
import io.cueline.topology.publication.RulePublisher;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSet;

/**
 * {@code /api/v2/compliance/rules…} and {@code /api/v2/compliance/keywords}. The entity tag of all
 * of it is the revision. Thread-safe; a write blocks until it is in force on this instance.
 */
public final class RulesApi {

  private static final String RULES = "/api/v2/compliance/rules";
  private static final String RULE = RULES + "/{id}";
  private static final String KEYWORDS = "/api/v2/compliance/keywords";

  private final RuleFollower follower;
  private final RuleWrites writes;

  private RulesApi(RuleFollower follower, RulePublisher publisher) {
    this.follower = follower;
    this.writes = new RuleWrites(publisher, follower);
  }

  /** Adds the routes; before the server starts. */
  public static void register(HttpServer http, RuleFollower follower, RulePublisher publisher) {
    RulesApi api = new RulesApi(follower, publisher);
    http.route("GET", RULES, _ -> api.all())
        .route("GET", RULE, request -> api.one(request.pathValue("id")))
        .secured("PUT", RULES, api::replace)
        .secured("PUT", RULE, api::put)
        .secured("DELETE", RULE, api::remove)
        .secured("POST", KEYWORDS, api::keywords);
  }

  private HttpReply all() {
    InForce now = follower.inForce();
    return tagged(HttpReply.json(200, RuleJson.all(now)), now.revision());
  }

  private HttpReply one(String id) {
    InForce now = follower.inForce();
    return now.rules().rules().stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(rule -> tagged(HttpReply.json(200, RuleJson.one(rule)), now.revision()))
        .orElseThrow(() -> notThere(id, now.revision()));
  }

  private HttpReply replace(HttpRequest request) {
    Precondition base = Precondition.required(request);
    return switch (RuleBodies.file(request)) {
      case RuleBodies.Read.Refused<RuleSet> refused -> refused(refused);
      case RuleBodies.Read.Accepted<RuleSet>(RuleSet rules) ->
          told(writes.write(base, Author.of(request), now -> rules));
    };
  }

  private HttpReply put(HttpRequest request) {
    Precondition base = Precondition.required(request);
    return switch (RuleBodies.rule(request, request.pathValue("id"))) {
      case RuleBodies.Read.Refused<Rule> refused -> refused(refused);
      case RuleBodies.Read.Accepted<Rule>(Rule rule) ->
          told(writes.write(base, Author.of(request), now -> RuleEdits.put(now.rules(), rule)));
    };
  }

  private HttpReply remove(HttpRequest request) {
    String id = request.pathValue("id");
    return told(
        writes.write(
            Precondition.required(request),
            Author.of(request),
            now ->
                RuleEdits.remove(now.rules(), id).orElseThrow(() -> notThere(id, now.revision()))));
  }

  private HttpReply keywords(HttpRequest request) {
    Keywords keywords = Keywords.of(request.json());
    Precondition base = Precondition.optional(request);
    HttpReply reply =
        told(
            writes.write(
                base,
                Author.of(request),
                now -> RuleEdits.put(now.rules(), keywords.rule(now.rules()))));
    return reply.status() == 200
        ? new HttpReply(200, reply.contentType(), keywords.updated().body(), reply.headers())
        : reply;
  }

  private static HttpReply told(RuleWrites.Written written) {
    return switch (written) {
      case RuleWrites.Written.Done done ->
          tagged(HttpReply.json(200, RuleJson.published(done)), done.revision());
      case RuleWrites.Written.Stale stale ->
          tagged(
              HttpReply.json(
                  412,
                  RuleJson.conflict(
                      "made from another revision than the one in force: read it and try again",
                      stale.current())),
              stale.current());
      case RuleWrites.Written.Busy busy ->
          tagged(
              HttpReply.json(
                  409,
                  RuleJson.conflict(
                      "others publish rules at the same time: try again", busy.current())),
              busy.current());
      case RuleWrites.Written.Refused refused ->
          HttpReply.json(400, RuleJson.errors(refused.errors()));
    };
  }

  private static HttpReply refused(RuleBodies.Read.Refused<?> refused) {
    return HttpReply.json(400, RuleJson.errors(refused.errors()));
  }

  private static HttpReply tagged(HttpReply reply, long revision) {
    return reply.withHeader("ETag", Precondition.tag(revision));
  }

  private static HttpFailure notThere(String id, long revision) {
    return HttpFailure.notFound(
        "revision %d has no rule '%s'".formatted(revision, RuleJson.shown(id)));
  }
}
