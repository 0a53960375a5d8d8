package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.faults.Faults;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where the tenant goes with the streams it brings itself, and how it shows who it is. Thread safe.
 */
public final class OtherSide {

  private final Credential credential;
  private final Faults faults;
  private final InstantSource now;
  private volatile Optional<URI> base;

  /**
   * @param base such as {@code http://127.0.0.1:8080}; empty while it is not known
   */
  public OtherSide(Optional<URI> base, Credential credential, Faults faults, InstantSource now) {
    this.base = base;
    this.credential = credential;
    this.faults = faults;
    this.now = now;
  }

  /** It is there from now on. */
  public void at(URI newBase) {
    base = Optional.of(newBase);
  }

  /** The address of a path there, if it is known where that is. */
  Optional<URI> address(String path) {
    return base.map(known -> URI.create(known.toString().replaceFirst("/$", "") + path));
  }

  /** Wrong ones where that is ordered. */
  Map<String, String> headers(String method, String path, String body) {
    Credential shown = faults.wrongCredentialsNow() ? credential.wrong() : credential;
    return shown.headers(method, path, body, now.instant());
  }
}
