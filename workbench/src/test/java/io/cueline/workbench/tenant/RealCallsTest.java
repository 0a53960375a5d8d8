package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.CallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls that nobody here wrote, where the shared folder is at hand. */
class RealCallsTest {

  private static Path shared(String file) {
    return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
        .map(up -> up.resolve("shared/data").resolve(file))
        .filter(Files::exists)
        .findFirst()
        .orElse(Path.of("shared/data", file));
  }

  @Test
  void shouldParseAndPlayThreeHundredCalls() {
    Path file = shared("calls/bank-chats.jsonl");
    assumeTrue(Files.exists(file), "skipped: shared/data/calls/bank-chats.jsonl is not at hand");
    List<Call> calls = CallFile.read(file);
    assertThat(calls).hasSize(300);

    try (SimulatedTenant tenant =
        SimulatedTenant.start(
            TenantOptions.builder().calls(calls).speed(2_000).startOnSubscribe(true).build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> tenant.status().state() == TenantStatus.State.FINISHED);

      int turns = calls.stream().mapToInt(call -> call.turns().size()).sum();
      await().until(() -> socket.frames().size() == turns + 600);
      assertThat(tenant.status().sent()).isEqualTo(turns + 600);
      assertThat(socket.types().stream().filter("interaction_ended"::equals)).hasSize(300);
      assertThat(socket.beats()).isSorted();
    }
  }

  @Test
  void shouldParseTheOtherCalls() {
    Path phone = shared("calls/bank-phone-asr.jsonl");
    assumeTrue(Files.exists(phone), "skipped: shared/data/calls is not at hand");
    assertThat(CallFile.read(phone)).hasSize(5);
    assertThat(CallFile.read(shared("calls/spoken-asr.jsonl"))).hasSize(60);
  }
}
