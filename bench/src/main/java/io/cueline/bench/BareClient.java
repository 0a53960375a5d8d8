package io.cueline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Who makes the same calls and does nothing else: a plain loop over OkHttp on every thread. */
final class BareClient {

  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http;
  private final int concurrency;

  BareClient(int concurrency) {
    this.concurrency = concurrency;
    this.http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(concurrency, 1, TimeUnit.MINUTES))
            .build();
  }

  /** Calls a second, from the first call's start to the last answer. */
  double round(String url, String json, int calls) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(calls);
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < concurrency; i++) {
      threads.add(
          Thread.ofVirtual()
              .name("bench-client-" + i)
              .start(
                  () -> {
                    for (int call = left.getAndDecrement(); call > 0; ) {
                      call(url, json, call);
                      call = left.getAndDecrement();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return calls / ((System.nanoTime() - start) / 1e9);
  }

  private void call(String url, String json, int number) {
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .header("Authorization", "Bearer t")
            .header("Idempotency-Key", "cue-" + number + "/1")
            .post(RequestBody.create(json, JSON))
            .build();
    try (Response response = http.newCall(request).execute()) {
      if (response.body().bytes().length == 0 || response.code() != 200) {
        throw new IllegalStateException("the bench's tenant answered " + response.code());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
