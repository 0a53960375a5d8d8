package io.cueline.cxone.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * A response read to its end, or as far as it may.
 *
 * @param headers names in lower case
 * @param tooLong whether there was more than may be read; then the body is empty
 */
record Answer(int status, Map<String, String> headers, String body, boolean tooLong) {

  static Answer read(Response response, long maxBytes) throws IOException {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach(
            header ->
                headers.merge(
                    header.getFirst().toLowerCase(Locale.ROOT),
                    header.getSecond(),
                    (one, other) -> one + ", " + other));
    BufferedSource source = response.body().source();
    if (source.request(maxBytes + 1)) {
      return new Answer(response.code(), headers, "", true);
    }
    @Nullable MediaType type = response.body().contentType();
    String body =
        source.readString(
            type == null
                ? StandardCharsets.UTF_8
                : Objects.requireNonNull(type.charset(StandardCharsets.UTF_8)));
    return new Answer(response.code(), headers, body, false);
  }
}
