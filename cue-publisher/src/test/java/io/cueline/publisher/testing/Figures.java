package io.cueline.publisher.testing;

import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.schemas.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What long tests have to say besides that they passed: lines in target/figures.txt. */
public final class Figures {

  private static final Path FILE = Path.of("target", "figures.txt");

  private Figures() {}

  public static void tell(String line) {
    try {
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** How many receipts there are of each outcome, and calls of each status. */
  public static String of(List<Delivery> receipts, List<Call> calls) {
    return "receipts %s, calls %s"
        .formatted(counts(receipts, Delivery::getOutcome), counts(calls, Call::status));
  }

  private static <T, K extends Comparable<K>> Map<K, Long> counts(
      List<T> all, Function<T, K> kind) {
    return all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
  }
}
