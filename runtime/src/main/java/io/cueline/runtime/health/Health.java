package io.cueline.runtime.health;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What each part of a service says of itself. Thread-safe; checks must answer at once. */
public final class Health {

  private final Map<String, Supplier<Optional<String>>> liveness = new ConcurrentHashMap<>();
  private final Map<String, Supplier<Optional<String>>> readiness = new ConcurrentHashMap<>();

  /**
   * @param trouble empty while all is well, else what is wrong; a service in trouble here should be
   *     restarted
   */
  public void live(String part, Supplier<Optional<String>> trouble) {
    liveness.put(part, trouble);
  }

  /**
   * @param trouble empty when the part does its work, else what it waits for
   */
  public void ready(String part, Supplier<Optional<String>> trouble) {
    readiness.put(part, trouble);
  }

  /** Parts that should make somebody restart the service, and why; empty when all live. */
  public Map<String, String> notLive() {
    return troubles(liveness);
  }

  /** Parts that are not ready, and what they wait for; empty when all are. */
  public Map<String, String> notReady() {
    return troubles(readiness);
  }

  private static Map<String, String> troubles(Map<String, Supplier<Optional<String>>> checks) {
    Map<String, String> troubles = new TreeMap<>();
    checks.forEach((part, check) -> trouble(check).ifPresent(what -> troubles.put(part, what)));
    return troubles;
  }

  /** A check that fails is itself a trouble of its part, not of whoever asks. */
  private static Optional<String> trouble(Supplier<Optional<String>> check) {
    try {
      return check.get();
    } catch (RuntimeException failed) {
      return Optional.of("the check failed: " + failed);
    }
  }
}
