package io.cueline.topology.text;

import java.util.Arrays;
import java.util.List;

/**
 * Normalised text that knows where each of its characters came from. Immutable.
 *
 * <p>Offsets are UTF-16 units; those of the source are of the text as said.
 */
public final class NormalText {

  /**
   * A piece of normalised text put in place of another. The characters put in all point to the
   * whole piece they replace.
   *
   * @param start first character replaced
   * @param end the one after the last
   */
  public record Edit(int start, int end, String replacement) {
    public Edit {
      if (start < 0 || end < start) {
        throw new IllegalArgumentException("no edit: [%d, %d)".formatted(start, end));
      }
    }
  }

  private final String text;
  private final int[] starts;
  private final int[] ends;

  NormalText(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  public String text() {
    return text;
  }

  /** Where the source of this character begins. */
  public int sourceStart(int index) {
    return starts[index];
  }

  /** Where the source of the span's last character ends, given the offset after it (1 or more). */
  public int sourceEnd(int end) {
    return ends[end - 1];
  }

  /**
   * Applies edits, given in order and not overlapping. The same object where there are none.
   *
   * @throws IllegalArgumentException for edits out of order
   */
  public NormalText edited(List<Edit> edits) {
    if (edits.isEmpty()) {
      return this;
    }
    int size = text.length();
    for (Edit edit : edits) {
      size += edit.replacement().length();
    }
    Writer writer = new Writer(size);
    int from = 0;
    for (Edit edit : edits) {
      if (edit.start() < from) {
        throw new IllegalArgumentException("edits overlap at " + edit.start());
      }
      writer.copy(this, from, edit.start());
      writer.put(edit.replacement(), sourceAt(edit.start()), sourceBefore(edit));
      from = edit.end();
    }
    writer.copy(this, from, text.length());
    return writer.done();
  }

  private int sourceAt(int index) {
    return index < text.length() ? starts[index] : text.isEmpty() ? 0 : ends[text.length() - 1];
  }

  private int sourceBefore(Edit edit) {
    return edit.end() > edit.start() ? ends[edit.end() - 1] : sourceAt(edit.start());
  }

  /** Collects characters with their sources. Not thread-safe. */
  static final class Writer {
    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    Writer(int size) {
      text = new StringBuilder(size);
      starts = new int[size];
      ends = new int[size];
    }

    void put(char character, int start, int end) {
      int at = text.length();
      if (at == starts.length) {
        starts = Arrays.copyOf(starts, Math.max(16, at * 2));
        ends = Arrays.copyOf(ends, starts.length);
      }
      starts[at] = start;
      ends[at] = end;
      text.append(character);
    }

    void put(String piece, int start, int end) {
      for (int index = 0; index < piece.length(); index++) {
        put(piece.charAt(index), start, end);
      }
    }

    void copy(NormalText source, int from, int to) {
      for (int index = from; index < to; index++) {
        put(source.text.charAt(index), source.starts[index], source.ends[index]);
      }
    }

    boolean endsWithSpace() {
      return text.isEmpty() || text.charAt(text.length() - 1) == ' ';
    }

    NormalText done() {
      int length = text.length();
      while (length > 0 && text.charAt(length - 1) == ' ') {
        length--;
      }
      text.setLength(length);
      return new NormalText(text.toString(), starts, ends);
    }
  }
}
