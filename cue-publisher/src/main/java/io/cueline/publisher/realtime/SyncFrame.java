package io.cueline.publisher.realtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A prompt frame before it has its place on a connection.
 *
 * @param frameId the same however often its cause is sent
 * @param snippets the most relevant first; what is beyond ten is left out
 * @param priorityOverride needs level 4 or 5
 * @param level 1 to 5
 * @param relevance 0 to 1
 * @param causedAt wall clock of what caused it; from it its time runs
 * @param ttl 10 s to 2 min
 * @param builtAt wall clock
 */
public record SyncFrame(
    String frameId,
    String sessionId,
    Optional<String> agentId,
    String interactionId,
    List<Snippet> snippets,
    boolean priorityOverride,
    int level,
    double relevance,
    Instant causedAt,
    Duration ttl,
    Instant builtAt) {

  public static final int MOST_SNIPPETS = 10;

  private static final int OVERRIDING = 4;
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  public SyncFrame {
    snippets =
        snippets.stream()
            .sorted(Comparator.comparingDouble(Snippet::relevance).reversed())
            .limit(MOST_SNIPPETS)
            .toList();
    if (level < 1 || level > 5) {
      throw new IllegalArgumentException("a level is from 1 to 5, got " + level);
    }
    if (priorityOverride && level < OVERRIDING) {
      throw new IllegalArgumentException("only levels 4 and 5 override, got " + level);
    }
    if (!(relevance >= 0 && relevance <= 1)) {
      throw new IllegalArgumentException("relevance is from 0 to 1, got " + relevance);
    }
    if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a frame lives for 10 to 120 s, got " + ttl);
    }
  }

  /**
   * Why it may not be sent any more, if that is so.
   *
   * @param freshness longest since it was built
   */
  public Optional<String> stale(Instant now, Duration freshness) {
    if (!now.isBefore(causedAt.plus(ttl))) {
      return Optional.of("its cause is older than its ttl of %d s".formatted(ttl.toSeconds()));
    }
    return now.isAfter(builtAt.plus(freshness))
        ? Optional.of("more than %d ms passed since it was built".formatted(freshness.toMillis()))
        : Optional.empty();
  }
}
