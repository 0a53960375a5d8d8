package io.cueline.publisher.desktop.page;

import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the desktop's pages and their files from the program itself, open to all: they hold
 * nothing, the socket they open does. Thread-safe.
 */
public final class DesktopPages {

  /** Every path of the desktop begins with it. */
  public static final String ROOT = "/agent-desktop";

  /** Where the files stand in the program. */
  private static final String FILES = "/io/cueline/publisher/desktop/";

  private static final Pattern ASSET = Pattern.compile("[a-z0-9][a-z0-9.-]{0,60}\\.[a-z0-9]{2,5}");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "woff2", "font/woff2");

  private final Map<String, Page> read = new ConcurrentHashMap<>();
  private final String policy;

  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Page(String type, byte[] bytes, String tag) {}

  /**
   * @param frameAncestors who may embed the pages, as a content security policy names them
   */
  public DesktopPages(String frameAncestors) {
    if (!frameAncestors.matches("[^;,\\p{Cntrl}]+")) {
      throw new IllegalArgumentException(
          "frame ancestors '%s': expected sources with spaces".formatted(frameAncestors));
    }
    this.policy =
        ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " require-trusted-types-for 'script'; frame-ancestors %s")
            .formatted(frameAncestors);
  }

  /** Adds their routes, before the server starts. */
  public void register(HttpServer http) {
    http.route("GET", ROOT, _ -> HttpReply.empty(308).withHeader("Location", ROOT + "/"));
    http.route("GET", ROOT + "/", request -> serve("agent.html", request));
    http.route("GET", ROOT + "/supervisor", request -> serve("supervisor.html", request));
    http.route(
        "GET",
        ROOT + "/assets/{name}",
        request -> {
          String name = request.pathValue("name");
          if (!ASSET.matcher(name).matches()) {
            throw HttpFailure.notFound("no such file");
          }
          return serve("assets/" + name, request);
        });
  }

  private HttpReply serve(String name, HttpRequest request) {
    // Only names that exist are remembered: strangers must not fill our memory.
    Optional<Page> known = Optional.ofNullable(read.get(name)).or(() -> load(name));
    Page page = known.orElseThrow(() -> HttpFailure.notFound("no such file"));
    read.putIfAbsent(name, page);
    boolean same = request.header("If-None-Match").filter(page.tag::equals).isPresent();
    HttpReply reply =
        same
            ? HttpReply.empty(304)
            : new HttpReply(200, page.type, page.bytes, Map.of("Content-Security-Policy", policy));
    return reply
        .withHeader("ETag", page.tag)
        .withHeader("Cache-Control", "no-cache")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private static Optional<Page> load(String name) {
    @Nullable String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      return Optional.empty();
    }
    try (InputStream source = DesktopPages.class.getResourceAsStream(FILES + name)) {
      if (source == null) {
        return Optional.empty();
      }
      byte[] bytes = source.readAllBytes();
      return Optional.of(new Page(type, bytes, tag(bytes)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, 8)) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
