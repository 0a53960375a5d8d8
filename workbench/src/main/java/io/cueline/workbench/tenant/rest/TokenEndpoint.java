package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /oauth/token} in every variant of the contract: client credentials by HTTP Basic or
 * in the form, with or without scopes, and the password grant of access keys.
 */
final class TokenEndpoint {

  private record Pair(String id, String secret) {}

  private final Credentials known;
  private final Tokens tokens;

  TokenEndpoint(Credentials known, Tokens tokens) {
    this.known = known;
    this.tokens = tokens;
  }

  Answer answer(TenantCall call) {
    if (!call.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      return refusal(400, "invalid_request", "expected a form");
    }
    Map<String, String> form;
    try {
      form = TenantCall.form(call.body());
    } catch (IllegalArgumentException e) {
      return refusal(400, "invalid_request", "the form is not well encoded");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" ->
          isClient(basic(call).or(() -> inForm(form)))
              ? issued(form)
              : refusal(401, "invalid_client", "client unknown or secret wrong");
      case "password" -> {
        if (!isClient(basic(call))) {
          yield refusal(401, "invalid_client", "client unknown or secret wrong");
        }
        yield isAccessKey(form)
            ? issued(form)
            : refusal(401, "invalid_grant", "access key unknown or secret wrong");
      }
      default ->
          refusal(
              400, "unsupported_grant_type", "grant_type must be client_credentials or password");
    };
  }

  private Answer issued(Map<String, String> form) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("access_token", tokens.issue())
            .put("token_type", "bearer")
            .put("expires_in", tokens.life().toSeconds());
    String scope = form.getOrDefault("scope", "");
    return Answer.json(200, scope.isBlank() ? body : body.put("scope", scope))
        .with("Cache-Control", "no-store");
  }

  private static Answer refusal(int status, String error, String description) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("error", error)
            .put("error_description", description);
    return Answer.json(status, body);
  }

  private static Optional<Pair> basic(TenantCall call) {
    return call.header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
        .flatMap(value -> decode(value.substring(6).strip()));
  }

  private static Optional<Pair> decode(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Pair(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Pair> inForm(Map<String, String> form) {
    return Optional.of(
        new Pair(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")));
  }

  private boolean isClient(Optional<Pair> given) {
    return given
        .filter(pair -> same(pair.id(), known.clientId()))
        .filter(pair -> same(pair.secret(), known.clientSecret()))
        .isPresent();
  }

  private boolean isAccessKey(Map<String, String> form) {
    return same(form.getOrDefault("username", ""), known.accessKeyId())
        && same(form.getOrDefault("password", ""), known.accessKeySecret());
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
