package io.cueline.cxone.call;

import io.cueline.cxone.token.TokenSharing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** What all clients of a process share: connections, and the tokens obtained over them. */
final class Connections {

  static final OkHttpClient HTTP =
      new OkHttpClient.Builder()
          // As many as the publisher may have calls under way: fewer would be closed and opened
          // anew.
          .connectionPool(new ConnectionPool(1_024, 1, TimeUnit.MINUTES))
          // The timeout of each call bounds the whole of it, these included.
          .readTimeout(Duration.ZERO)
          .writeTimeout(Duration.ZERO)
          .followRedirects(false)
          .build();

  static final TokenSharing TOKENS = new TokenSharing(HTTP);

  private Connections() {}
}
