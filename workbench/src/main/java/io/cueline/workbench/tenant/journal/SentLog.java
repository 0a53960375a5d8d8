package io.cueline.workbench.tenant.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cueline.workbench.tenant.wire.Message;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frames that were sent, and how far the replay has come. Everything stays in memory for
 * inspection; with a folder it is in {@code sent.jsonl} too. Thread safe.
 */
public final class SentLog implements AutoCloseable {

  private final List<SentFrame> frames = new ArrayList<>();
  private Optional<Progress> progress = Optional.empty();
  private long malformed;
  private long repeated;
  private final Optional<JournalFile> file;

  /**
   * @throws io.cueline.runtime.service.StartupException when the folder cannot be used
   */
  public SentLog(Optional<Path> folder) {
    file = folder.map(f -> JournalFile.open(f.resolve("sent.jsonl"), this::reload));
  }

  private void reload(JsonNode line) {
    Instant at = Instant.ofEpochMilli(line.required("at").longValue());
    int position = line.required("position").intValue();
    switch (line.required("type").textValue()) {
      case "replay" ->
          progress = Optional.of(new Progress(at, line.required("plan").textValue(), at, 0));
      case "clock" -> progress = progress.map(p -> p.moved(at, position));
      default -> {
        remember(SentFrame.fromJson(line));
        progress = progress.map(p -> p.moved(at, position));
      }
    }
  }

  /** A replay begins. */
  public synchronized void begin(Instant startAt, String plan) {
    progress = Optional.of(new Progress(startAt, plan, startAt, 0));
    append("replay", startAt, 0, plan);
  }

  /**
   * A frame was handed to a listener.
   *
   * @param again to order: the same has been handed over before
   * @param position the script's frames done with, this one among them
   */
  public synchronized void sent(
      TenantStream stream, Message message, boolean again, Instant at, Instant now, int position) {
    byte[] bytes = message.raw().getBytes(StandardCharsets.UTF_8);
    SentFrame frame =
        new SentFrame(
            frames.size(),
            stream.contractName(),
            message.type(),
            message.interactionId(),
            message.speaker(),
            message.textLength(),
            at,
            sha256(bytes),
            bytes.length,
            now,
            again);
    remember(frame);
    progress = progress.map(p -> p.moved(at, position));
    file.ifPresent(f -> f.append(frame.toJson().put("position", position)));
  }

  /** The clock came this far without a frame, or frames were lost. */
  public synchronized void clock(Instant at, int position) {
    progress = progress.map(p -> p.moved(at, position));
    append("clock", at, position, null);
  }

  private void append(String type, Instant at, int position, @Nullable String plan) {
    var line =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", type)
            .put("at", at.toEpochMilli())
            .put("position", position);
    file.ifPresent(f -> f.append(plan == null ? line : line.put("plan", plan)));
  }

  private void remember(SentFrame frame) {
    frames.add(frame);
    if (frame.type().equals(Message.MALFORMED)) {
      malformed++;
    }
    if (frame.repeated()) {
      repeated++;
    }
  }

  /** Of the replay that this journal holds, if one has begun. */
  public synchronized Optional<Progress> progress() {
    return progress;
  }

  public synchronized long count() {
    return frames.size();
  }

  public synchronized long malformed() {
    return malformed;
  }

  /** Those sent once more to order. */
  public synchronized long repeated() {
    return repeated;
  }

  /** From an ordinal on, at most {@code limit}. */
  public synchronized List<SentFrame> page(long from, int limit) {
    return Pages.of(frames, from, limit);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public synchronized void close() {
    file.ifPresent(JournalFile::close);
  }
}
