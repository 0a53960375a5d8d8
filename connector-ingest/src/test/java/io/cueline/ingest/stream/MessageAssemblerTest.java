package io.cueline.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {

  private final List<String> events = new ArrayList<>();
  private final StreamListener listener =
      new StreamListener() {
        @Override
        public void opened() {}

        @Override
        public void message(String raw) {
          events.add(raw);
        }

        @Override
        public void unreadable(String reason, String head, long length) {
          events.add("%s: %d of %d".formatted(reason, head.length(), length));
        }

        @Override
        public void alive() {}

        @Override
        public void closed(boolean byUs) {}
      };

  @Test
  void aMessageTooLongIsToldAndTheNextIsReadAgain() {
    MessageAssembler assembler = new MessageAssembler(100_000);

    assembler.part("x".repeat(60_000), false, listener);
    assembler.part("y".repeat(60_000), false, listener);
    assembler.part("z".repeat(9_000_000), true, listener);
    assembler.part("ok", true, listener);

    assertThat(events).containsExactly("longer than 100000 bytes: 65536 of 9120000", "ok");
  }

  @Test
  void lengthIsCountedInBytes() {
    MessageAssembler assembler = new MessageAssembler(10);

    assembler.part("ééééé", true, listener);
    assembler.part("éééééé", true, listener);

    assertThat(events).containsExactly("ééééé", "longer than 10 bytes: 6 of 12");
  }

  @Test
  void partsAreOneMessage() {
    MessageAssembler assembler = new MessageAssembler(10);

    assembler.part("a", false, listener);
    assembler.part("", false, listener);
    assembler.part("b", true, listener);

    assertThat(events).containsExactly("ab");
  }
}
