package io.cueline.publisher.desktop.token;

import io.cueline.publisher.desktop.Viewer;
import java.time.Instant;
import java.util.Optional;

/** What a token is good for. */
public sealed interface Admission {

  /**
   * Its bearer may see something.
   *
   * @param displayName for the page, where the token has one
   * @param until when the token has expired, for whatever clock
   */
  record Admitted(Viewer viewer, Optional<String> displayName, Instant until)
      implements Admission {}

  /**
   * Nothing.
   *
   * @param status 401, 403 or 503
   * @param why for its bearer; tells nothing of keys
   */
  record Refused(int status, String why) implements Admission {}
}
