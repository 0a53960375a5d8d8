package io.cueline.cxone.profile;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

/** Checks the addresses of a profile once its variables are filled in. */
final class Addresses {

  private static final Set<String> HTTP = Set.of("http", "https");

  private Addresses() {}

  /** An {@code http} or {@code https} address without anything left to fill in. */
  static URI http(String text) {
    noPlaceholders(text);
    return checked(text, HTTP, "https://");
  }

  /**
   * The address of a WebSocket; {@code http} and {@code https} are taken for {@code ws} and {@code
   * wss}, so that one variable may name a host for both.
   */
  static URI webSocket(String text) {
    noPlaceholders(text);
    String ws = text.replaceFirst("^http(s?)://", "ws$1://");
    return checked(ws, Set.of("ws", "wss"), "wss://");
  }

  /** An address that may hold {@code {names}} after its host, to be filled in by each call. */
  static String template(String text) {
    int scheme = text.indexOf("://");
    int authorityEnd = scheme < 0 ? -1 : text.indexOf('/', scheme + 3);
    String authority = authorityEnd < 0 ? text : text.substring(0, authorityEnd);
    Matcher inHost = Variables.PLACEHOLDER.matcher(authority);
    if (inHost.find()) {
      throw undeclared(inHost.group(1));
    }
    checked(Variables.PLACEHOLDER.matcher(text).replaceAll("x"), HTTP, "https://");
    return text;
  }

  private static void noPlaceholders(String text) {
    Matcher left = Variables.PLACEHOLDER.matcher(text);
    if (left.find()) {
      throw undeclared(left.group(1));
    }
  }

  private static IllegalArgumentException undeclared(String name) {
    return new IllegalArgumentException(
        "'{%s}' is no variable of this file: declare it under variables:".formatted(name));
  }

  private static URI checked(String text, Set<String> schemes, String example) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("is no address: " + malformed.getMessage(), malformed);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected an address beginning with %s and a host, got '%s'".formatted(example, text));
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "an address must hold no credentials: they belong into the environment");
    }
    if (uri.getFragment() != null) {
      throw new IllegalArgumentException("an address must have no part after '#'");
    }
    return uri;
  }
}
