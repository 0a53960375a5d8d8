package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.token.Admission;
import io.cueline.publisher.desktop.token.TokenCheck;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.WebSocketHandler;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Session;

/** Lets clients in who show a token that holds, while there is room. Thread-safe. */
public final class Reception implements WebSocketHandler {

  private static final String PROTOCOL = "cueline.v1";
  private static final String TOKEN_PROTOCOL = "bearer.";
  private static final String SCHEME = "Bearer ";

  private final DesktopHub hub;
  private final TokenCheck tokens;
  private final DesktopMetrics metrics;

  public Reception(DesktopHub hub, TokenCheck tokens, DesktopMetrics metrics) {
    this.hub = hub;
    this.tokens = tokens;
    this.metrics = metrics;
  }

  @Override
  public Session.Listener open(HttpRequest opening) {
    return switch (tokens.check(token(opening))) {
      case Admission.Refused(int status, String why) -> throw refusal(status, why);
      case Admission.Admitted admitted -> {
        Optional<HttpFailure> noRoom = hub.noRoom(admitted.viewer());
        if (noRoom.isPresent()) {
          metrics.refused(noRoom.get().status());
          throw noRoom.get();
        }
        yield new DesktopSocket(hub, admitted);
      }
    };
  }

  @Override
  public Optional<String> subprotocol(HttpRequest opening) {
    return offered(opening).stream().filter(PROTOCOL::equals).findFirst();
  }

  private HttpFailure refusal(int status, String why) {
    metrics.refused(status);
    return new HttpFailure(status, why);
  }

  private static Optional<String> token(HttpRequest opening) {
    return opening
        .header("Authorization")
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip())
        .or(
            () ->
                offered(opening).stream()
                    .filter(each -> each.startsWith(TOKEN_PROTOCOL))
                    .map(each -> each.substring(TOKEN_PROTOCOL.length()))
                    .findFirst())
        .or(() -> opening.queryValue("access_token"))
        .filter(token -> !token.isEmpty());
  }

  private static List<String> offered(HttpRequest opening) {
    return opening
        .header("Sec-WebSocket-Protocol")
        .map(value -> Arrays.stream(value.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }
}
