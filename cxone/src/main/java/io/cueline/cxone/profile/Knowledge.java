package io.cueline.cxone.profile;

import java.time.Duration;
import java.util.Optional;

/**
 * Where articles come from.
 *
 * @param list the call that lists articles, conditionally
 * @param poll between two polls, at least a second
 * @param search the call for remote look-ups, where there is one
 */
public record Knowledge(String list, Duration poll, Optional<String> search) {

  public Knowledge {
    if (poll.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("poll must be at least 1s");
    }
  }
}
