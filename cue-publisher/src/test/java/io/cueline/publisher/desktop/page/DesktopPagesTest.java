package io.cueline.publisher.desktop.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DesktopPagesTest {

  private final HttpServer http =
      HttpServer.create(
          Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0"),
          new Health(),
          Metrics.registry());
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    new DesktopPages("'self' https://agents.example").register(http);
    http.start();
  }

  @AfterEach
  void stop() {
    client.close();
    http.close();
  }

  @Test
  void gives_nothing_but_its_own_files() throws Exception {
    for (String name :
        new String[] {
          "..%2fagent.html", "%2e%2e%2f%2e%2e%2fDesktopPages.class", "none.js", "a.b"
        }) {
      assertThat(get("/agent-desktop/assets/" + name).statusCode()).as(name).isEqualTo(404);
    }
  }

  @Test
  void leads_to_the_page_where_the_slash_is_missing() throws Exception {
    HttpResponse<String> reply = get("/agent-desktop");

    assertThat(reply.statusCode()).isEqualTo(308);
    assertThat(reply.headers().firstValue("location")).hasValue("/agent-desktop/");
  }

  @Test
  void serves_both_pages_under_a_strict_policy_and_not_again_what_a_browser_has() throws Exception {
    for (String path : new String[] {"/agent-desktop/", "/agent-desktop/supervisor"}) {
      HttpResponse<String> page = get(path);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
      assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
      assertThat(page.headers().firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'")
          .contains("require-trusted-types-for 'script'")
          .contains("frame-ancestors 'self' https://agents.example")
          .doesNotContain("unsafe");
      String tag = page.headers().firstValue("etag").orElse("");
      assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void refuses_ancestors_that_would_open_the_policy() {
    assertThatThrownBy(() -> new DesktopPages("'self'; script-src *"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http.address() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
