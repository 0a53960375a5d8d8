package io.cueline.cxone.call;

import io.cueline.cxone.profile.CallSpec;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests and reads their answers on virtual threads, so that a waiting caller can be
 * interrupted whatever thread it is on: on the caller's own where that is virtual, which saves
 * handing over. Closing it cancels what is under way.
 */
final class Transport implements AutoCloseable {

  /** The tenant's limit is kept by those who call; here nothing is to queue. */
  private static final int UNLIMITED = 10_000;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("cxone-call-", 0).factory());
  private final Dispatcher dispatcher = new Dispatcher(threads);
  private final OkHttpClient http;
  private volatile boolean closed;

  Transport(OkHttpClient base) {
    dispatcher.setMaxRequests(UNLIMITED);
    dispatcher.setMaxRequestsPerHost(UNLIMITED);
    this.http = base.newBuilder().dispatcher(dispatcher).build();
  }

  /**
   * @throws IOException when no whole answer came, or this is closed
   */
  Answer exchange(CallSpec spec, Request request) throws IOException, InterruptedException {
    Call call = http.newCall(request);
    call.timeout().timeout(spec.timeout().toNanos(), TimeUnit.NANOSECONDS);
    if (Thread.currentThread().isVirtual()) {
      return here(call, spec.maxResponseBytes());
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    call.enqueue(new Reader(answer, spec.maxResponseBytes()));
    try {
      return answer.get();
    } catch (InterruptedException interrupt) {
      call.cancel();
      throw interrupt;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException("reading an answer failed", failed.getCause());
    }
  }

  /** An interrupt closes the socket of a virtual thread that waits for it. */
  private Answer here(Call call, long maxBytes) throws IOException, InterruptedException {
    if (closed) {
      throw new IOException("closed");
    }
    try (Response response = call.execute()) {
      return Answer.read(response, maxBytes);
    } catch (IOException fault) {
      if (Thread.interrupted()) {
        InterruptedException interrupt = new InterruptedException("interrupted in a call");
        interrupt.initCause(fault);
        throw interrupt;
      }
      throw fault;
    }
  }

  int inFlight() {
    return dispatcher.runningCallsCount();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdown(); // a call that comes now is refused, not left running
    dispatcher.cancelAll();
  }

  private record Reader(CompletableFuture<Answer> answer, long maxBytes) implements Callback {

    @Override
    public void onFailure(Call call, IOException fault) {
      answer.completeExceptionally(fault);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        answer.complete(Answer.read(response, maxBytes));
      } catch (IOException | RuntimeException | Error fault) {
        answer.completeExceptionally(fault);
      }
    }
  }
}
