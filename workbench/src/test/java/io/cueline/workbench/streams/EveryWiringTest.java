package io.cueline.workbench.streams;

import io.cueline.workbench.demo.DemoContent;
import io.cueline.workbench.tenant.TenantOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shipped profile against the simulated tenant: what was sent is in the topic, or rejected.
 */
final class EveryWiringTest {

  @ParameterizedTest
  @MethodSource("io.cueline.cxone.profile.Profile#shipped")
  void everyFrameIsAccountedForAndEachCallInOrder(String profile) throws Exception {
    TenantOptions.Builder options =
        TenantOptions.builder().calls(DemoContent.calls(Optional.empty())).speed(3_000);
    try (Wired wired =
        Wired.start(profile, "wired-" + profile, options, UnaryOperator.identity())) {
      for (String malformed : new String[] {"{", "[1,2]", "no frame at all"}) {
        wired.tenant().faults().malformed(malformed);
      }
      wired.tenant().faults().repeat(25);

      wired.play(Duration.ofSeconds(30)).settled().complete();
    }
  }
}
