package io.cueline.publisher.offsets;

import io.cueline.publisher.offsets.FinishedOffsets.Range;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finished offsets as commit metadata: a letter for the form, then base64. Form {@code r} is runs
 * (gap and length in turn, each a varint), form {@code b} a bit for each offset behind the
 * committed one. The form that holds more wins, then the shorter. Where not even that has room, the
 * last ones are left out: they would be delivered again, under the same idempotency key.
 */
public final class FinishedCodec {

  private record Encoded(String text, long covered) {

    Encoded better(Encoded other) {
      boolean otherWins =
          other.covered > covered
              || (other.covered == covered && other.text.length() < text.length());
      return otherWins ? other : this;
    }
  }

  private FinishedCodec() {}

  /**
   * @param mostChars the longest text that may come out; the broker's offset.metadata.max.bytes
   * @return empty text for nothing finished
   */
  public static String encode(CommitPoint point, int mostChars) {
    // Four characters hold three bytes, one character is the form's.
    int mostBytes = (mostChars - 1) / 4 * 3;
    if (point.beyond().isEmpty() || mostBytes <= 0) {
      return "";
    }
    return runs(point, mostBytes).better(bits(point, mostBytes)).text();
  }

  /** Empty for what is no text of ours; nothing finished for an empty text. */
  public static Optional<FinishedOffsets> decode(long committed, String text) {
    if (text.isEmpty()) {
      return Optional.of(FinishedOffsets.NONE);
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(1));
      return switch (text.charAt(0)) {
        case 'r' -> Optional.of(decodeRuns(committed, bytes));
        case 'b' -> Optional.of(decodeBits(committed, bytes));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
      return Optional.empty();
    }
  }

  private static Encoded runs(CommitPoint point, int mostBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long covered = 0;
    long at = point.offset();
    for (Range range : point.beyond().ranges()) {
      ByteArrayOutputStream run = new ByteArrayOutputStream();
      varint(run, range.first() - at);
      varint(run, range.length() - 1);
      if (bytes.size() + run.size() > mostBytes) {
        break;
      }
      bytes.writeBytes(run.toByteArray());
      covered += range.length();
      at = range.last() + 1;
    }
    return new Encoded('r' + base64(bytes.toByteArray()), covered);
  }

  private static Encoded bits(CommitPoint point, int mostBytes) {
    long most = mostBytes * 8L;
    BitSet bits = new BitSet();
    for (Range range : point.beyond().ranges()) {
      long first = range.first() - point.offset() - 1;
      long end = Math.min(most, range.last() - point.offset());
      if (first >= 0 && first < end) {
        bits.set((int) first, (int) end);
      }
    }
    return new Encoded('b' + base64(bits.toByteArray()), bits.cardinality());
  }

  private static FinishedOffsets decodeRuns(long committed, byte[] bytes) {
    FinishedOffsets.Builder finished = new FinishedOffsets.Builder();
    int[] read = {0};
    long at = committed;
    while (read[0] < bytes.length) {
      long first = Math.addExact(at, varint(bytes, read));
      long last = Math.addExact(first, varint(bytes, read));
      finished.add(first, last);
      at = Math.addExact(last, 1);
    }
    return finished.build();
  }

  private static FinishedOffsets decodeBits(long committed, byte[] bytes) {
    FinishedOffsets.Builder finished = new FinishedOffsets.Builder();
    BitSet bits = BitSet.valueOf(bytes);
    int first = bits.nextSetBit(0);
    while (first >= 0) {
      int end = bits.nextClearBit(first);
      finished.add(committed + 1 + first, committed + end);
      first = bits.nextSetBit(end);
    }
    return finished.build();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void varint(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private static long varint(byte[] bytes, int[] read) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      byte next = bytes[read[0]++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint too long");
  }
}
