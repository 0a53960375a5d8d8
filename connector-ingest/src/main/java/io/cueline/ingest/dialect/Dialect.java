package io.cueline.ingest.dialect;

import io.cueline.schemas.Speaker;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table by which the one decoder reads what a kind of stream sends.
 *
 * @param name for people and settings
 * @param announcesStart the stream says when a call begins, so none is ever joined in progress
 * @param discriminator where a frame says what it is; empty where no frame does
 * @param unnamed how a frame is read that does not say what it is; else it is rejected
 * @param otherwise how a frame is read that says to be something of no entry; else it is a control
 *     frame
 * @param speakers what the tenant's words for a speaker mean; keys in lower case
 * @param frames by the discriminator's value
 * @param clock the replay's clock frame, where the dialect has one
 */
public record Dialect(
    String name,
    boolean announcesStart,
    Optional<FieldPath> discriminator,
    Optional<String> unnamed,
    Optional<String> otherwise,
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
    if (discriminator.isEmpty() && unnamed.isEmpty() && otherwise.isEmpty()) {
      throw new IllegalArgumentException("nothing tells what a frame is: give a discriminator");
    }
    for (String named : Stream.of(unnamed, otherwise).flatMap(Optional::stream).toList()) {
      if (!frames.containsKey(named)) {
        throw new IllegalArgumentException("there is no frame '%s'".formatted(named));
      }
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

  /** The same with what a tenant calls its speakers, beside or in place of the file's words. */
  public Dialect withSpeakers(Map<String, Speaker> own) {
    if (own.isEmpty()) {
      return this;
    }
    Map<String, Speaker> all = new HashMap<>(speakers);
    own.forEach((word, speaker) -> all.put(word.strip().toLowerCase(Locale.ROOT), speaker));
    return new Dialect(name, announcesStart, discriminator, unnamed, otherwise, all, frames, clock);
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
