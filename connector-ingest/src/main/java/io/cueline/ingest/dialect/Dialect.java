package io.cueline.ingest.dialect;

import com.fasterxml.jackson.core.JsonPointer;
import io.cueline.schemas.Speaker;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The table by which the one decoder reads what a kind of stream sends.
 *
 * @param name for people and settings
 * @param announcesStart the stream says when a call begins, so none is ever joined in progress
 * @param discriminator where a frame says what it is
 * @param speakers what the tenant's words for a speaker mean; keys in lower case
 * @param frames by the discriminator's value; a frame named by none is a control frame
 * @param clock the replay's clock frame, where the dialect has one
 */
public record Dialect(
    String name,
    boolean announcesStart,
    JsonPointer discriminator,
    Map<String, Speaker> speakers,
    Map<String, FrameShape> frames,
    Optional<ClockShape> clock) {

  public Dialect {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a dialect needs a name");
    }
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a dialect needs at least one frame");
    }
    speakers.keySet().stream()
        .filter(word -> !word.equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            word -> {
              throw new IllegalArgumentException("speaker '%s': lower case".formatted(word));
            });
    speakers = Map.copyOf(speakers);
    frames = Map.copyOf(frames);
  }

  /** UNKNOWN for a word the table does not hold. */
  Speaker speaker(String word) {
    Speaker exact = speakers.get(word);
    if (exact != null) {
      return exact;
    }
    return speakers.getOrDefault(word.strip().toLowerCase(Locale.ROOT), Speaker.UNKNOWN);
  }
}
