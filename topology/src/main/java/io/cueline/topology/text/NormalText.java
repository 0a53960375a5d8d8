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

  private static final int[] NONE = {};

  private final String text;

  /** Every character came from the one at its place: nothing is written down. */
  private final boolean inPlace;

  private final int[] starts;
  private final int[] ends;

  /** Of a source that differs only in single characters. */
  static NormalText inPlace(String text) {
    return new NormalText(text, true, NONE, NONE);
  }

  private NormalText(String text, boolean inPlace, int[] starts, int[] ends) {
    this.text = text;
    this.inPlace = inPlace;
    this.starts = starts;
    this.ends = ends;
  }

  public String text() {
    return text;
  }

  /** Where the source of this character begins. */
  public int sourceStart(int index) {
    return inPlace ? index : starts[index];
  }

  /** Where the source of the span's last character ends, given the offset after it (1 or more). */
  public int sourceEnd(int end) {
    return inPlace ? end : ends[end - 1];
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
    return index < text.length() ? sourceStart(index) : text.isEmpty() ? 0 : sourceEnd(index);
  }

  private int sourceBefore(Edit edit) {
    return edit.end() > edit.start() ? sourceEnd(edit.end()) : sourceAt(edit.start());
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
      room(at + 1);
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
      int at = text.length();
      room(at + to - from);
      text.append(source.text, from, to);
      if (source.inPlace) {
        for (int index = from; index < to; index++) {
          starts[at + index - from] = index;
          ends[at + index - from] = index + 1;
        }
      } else {
        System.arraycopy(source.starts, from, starts, at, to - from);
        System.arraycopy(source.ends, from, ends, at, to - from);
      }
    }

    private void room(int length) {
      if (length > starts.length) {
        starts = Arrays.copyOf(starts, Math.max(length, starts.length * 2));
        ends = Arrays.copyOf(ends, starts.length);
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
      return new NormalText(text.toString(), false, starts, ends);
    }
  }
}
