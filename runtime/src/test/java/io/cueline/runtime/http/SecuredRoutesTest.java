package io.cueline.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SecuredRoutesTest {

  private static final byte[] NOTHING = new byte[0];

  @Test
  void securedRoutesSayHowToConfigureATokenWhereThereIsNone() throws Exception {
    try (TestServer test =
        TestServer.with(http -> http.secured("GET", "/rules", _ -> HttpReply.text(200, "in")))) {
      HttpResponse<String> closed = test.send("GET", "/rules", NOTHING, "Authorization", "Bearer ");

      assertThat(closed.statusCode()).isEqualTo(403);
      assertThat(closed.body()).contains("CUELINE_HTTP_TOKENS").contains("http.tokens");
    }
  }

  @Test
  void securedRoutesOpenToEachConfiguredTokenOnly() throws Exception {
    try (TestServer test =
        TestServer.with(
            settings -> settings.with(HttpSettings.TOKENS, "alpha, beta"),
            http -> http.secured("GET", "/rules", _ -> HttpReply.text(200, "in")))) {
      assertThat(test.get("/rules").statusCode()).isEqualTo(401);
      assertThat(test.get("/rules").headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(status(test, "Bearer gamma")).isEqualTo(401);
      assertThat(status(test, "Bearer alpha, beta")).isEqualTo(401);
      assertThat(status(test, "Basic alpha")).isEqualTo(401);
      assertThat(status(test, "Bearer alpha")).isEqualTo(200);
      assertThat(status(test, "bearer beta")).isEqualTo(200);
    }
  }

  private static int status(TestServer test, String authorization) throws Exception {
    return test.send("GET", "/rules", NOTHING, "Authorization", authorization).statusCode();
  }
}
