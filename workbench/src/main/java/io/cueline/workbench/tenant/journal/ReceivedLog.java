package io.cueline.workbench.tenant.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The REST calls that came in. Everything stays in memory for inspection; with a folder it is in
 * {@code received.jsonl} too. Thread safe.
 */
public final class ReceivedLog implements AutoCloseable {

  /** A call before it has its place in the log. */
  public record Arrival(
      String call,
      String method,
      String path,
      @Nullable String idempotencyKey,
      @Nullable String contentType,
      String body,
      Instant arrivedAt) {}

  private final List<ReceivedCall> calls = new ArrayList<>();
  private final Set<String> acceptedKeys = new HashSet<>();
  private long duplicates;
  private final Optional<JournalFile> file;

  /**
   * @throws io.cueline.runtime.service.StartupException when the folder cannot be used
   */
  public ReceivedLog(Optional<Path> folder) {
    file = folder.map(f -> JournalFile.open(f.resolve("received.jsonl"), this::reload));
  }

  private void reload(JsonNode line) {
    remember(ReceivedCall.fromJson(line));
  }

  /**
   * Remembers a call and what it was answered.
   *
   * @param reason why it was refused
   */
  public synchronized ReceivedCall received(Arrival arrival, int status, @Nullable String reason) {
    String key = arrival.idempotencyKey();
    boolean accepted = status >= 200 && status < 300;
    ReceivedCall call =
        new ReceivedCall(
            calls.size(),
            arrival.call(),
            arrival.method(),
            arrival.path(),
            key,
            arrival.contentType(),
            arrival.body(),
            arrival.arrivedAt(),
            status,
            reason,
            accepted && key != null && acceptedKeys.contains(arrival.call() + "@" + key));
    remember(call);
    file.ifPresent(f -> f.append(call.toJson()));
    return call;
  }

  private void remember(ReceivedCall call) {
    calls.add(call);
    String key = call.idempotencyKey();
    if (call.accepted() && key != null) {
      acceptedKeys.add(call.call() + "@" + key);
    }
    if (call.duplicate()) {
      duplicates++;
    }
  }

  public synchronized long count() {
    return calls.size();
  }

  public synchronized long duplicates() {
    return duplicates;
  }

  /** From an ordinal on, at most {@code limit}. */
  public synchronized List<ReceivedCall> page(long from, int limit) {
    return Pages.of(calls, from, limit);
  }

  @Override
  public synchronized void close() {
    file.ifPresent(JournalFile::close);
  }
}
