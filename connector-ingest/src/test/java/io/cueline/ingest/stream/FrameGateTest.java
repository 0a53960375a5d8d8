package io.cueline.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameGateTest {

  private static final int MOST = 70_000;
  private static final int TEXT = 0x81;
  private static final int TEXT_BEGINS = 0x01;
  private static final int GOES_ON = 0x00;
  private static final int ENDS = 0x80;
  private static final int BINARY = 0x82;
  private static final int PING = 0x89;

  private final List<String> events = new ArrayList<>();
  private final FrameGate gate =
      new FrameGate(
          MOST,
          new StreamListener() {
            @Override
            public void opened() {
              events.add("opened");
            }

            @Override
            public void message(String raw) {
              events.add(raw);
            }

            @Override
            public void unreadable(String reason, String head, long length) {
              events.add(reason + "|" + head.length() + "|" + length);
            }

            @Override
            public void alive() {
              events.add("alive");
            }

            @Override
            public void closed(boolean byUs) {
              events.add("closed");
            }
          },
          control -> events.add("control " + control.remaining()),
          why -> events.add("broken: " + why));

  private static byte[] frame(int first, byte[] payload) {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
    if (payload.length < 126) {
      head.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      head.put((byte) 126).putShort((short) payload.length);
    } else {
      head.put((byte) 127).putLong(payload.length);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.array(), 0, head.position());
    all.writeBytes(payload);
    return all.toByteArray();
  }

  private static byte[] frame(int first, String text) {
    return frame(first, text.getBytes(StandardCharsets.UTF_8));
  }

  private void take(byte[]... frames) {
    for (byte[] each : frames) {
      gate.take(ByteBuffer.wrap(each));
    }
  }

  @Test
  void aMessageTooLongIsRejectedAndTheNextIsRead() {
    take(frame(TEXT, "x".repeat(MOST + 1)), frame(TEXT, "after"));

    assertThat(events).containsExactly("longer than 70000 bytes|65536|70001", "after");
  }

  @Test
  void aFrameOf100MegabytesPassesByAndLeavesNoMemoryBehind() {
    take(new byte[] {(byte) TEXT, 127, 0, 0, 0, 0, 6, 0x40, 0, 0});
    byte[] megabyte = new byte[1 << 20];
    java.util.Arrays.fill(megabyte, (byte) 'x');
    for (int number = 0; number < 100; number++) {
      take(megabyte);
    }
    take(frame(TEXT, "after"));

    assertThat(events).containsExactly("longer than 70000 bytes|65536|104857600", "after");
  }

  @Test
  void whatIsNotUtf8IsRejectedAndTheNextIsRead() {
    byte[] wrong = {'{', (byte) 0xc3, (byte) 0x28, '}'};

    take(frame(TEXT, wrong), frame(TEXT, "\uFFFD is itself a character"));

    assertThat(events).containsExactly("not UTF-8 text|4|4", "\uFFFD is itself a character");
  }

  @Test
  void binaryIsRejectedAndNotKept() {
    take(frame(BINARY, new byte[MOST]), frame(TEXT, "after"));

    assertThat(events).containsExactly("not a text message|0|70000", "after");
  }

  @Test
  void aBrokenProtocolIsToldOnceAndNothingMoreIsRead() {
    for (int first : List.of(0xc1, 0x83, 0x8b, 0x80, 0x09)) {
      events.clear();
      FrameGateTest fresh = new FrameGateTest();
      fresh.take(frame(first, "words"), frame(TEXT, "after"));
      assertThat(fresh.events).as("%x", first).hasSize(2);
      assertThat(fresh.events.getFirst()).startsWith("not a WebSocket frame");
      assertThat(fresh.events.getLast()).startsWith("broken");
    }
  }

  @Test
  void maskedOrEndlessFramesAreNoServersFrames() {
    take(new byte[] {(byte) TEXT, (byte) 0x82});
    assertThat(events.getFirst()).contains("masks nothing");
    FrameGateTest fresh = new FrameGateTest();
    fresh.take(new byte[] {(byte) TEXT, 127, -1, -1, -1, -1, -1, -1, -1, -1});
    assertThat(fresh.events.getFirst()).contains("cannot be");
  }

  @Test
  void howeverTheBytesComeTheMessagesAreTheSame() {
    Random random = new Random(11);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 400; number++) {
      String text = "ä€𐍈".repeat(random.nextInt(number % 50 == 0 ? 6_000 : 40));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int cut = random.nextInt(bytes.length + 1);
      if (number % 3 == 0) {
        all.writeBytes(frame(TEXT_BEGINS, java.util.Arrays.copyOf(bytes, cut)));
        all.writeBytes(frame(PING, "in between"));
        expected.add("control 12");
        all.writeBytes(frame(GOES_ON, ""));
        all.writeBytes(frame(ENDS, java.util.Arrays.copyOfRange(bytes, cut, bytes.length)));
      } else {
        all.writeBytes(frame(TEXT, text));
      }
      expected.add(text);
    }
    byte[] bytes = all.toByteArray();
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, 1 + random.nextInt(5_000));
      gate.take(ByteBuffer.wrap(bytes, from, length));
      from += length;
    }

    assertThat(events).isEqualTo(expected);
  }
}
