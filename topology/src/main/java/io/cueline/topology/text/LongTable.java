package io.cueline.topology.text;

/**
 * Small numbers by 64-bit keys, in open addressing. Before it is a filter of bits that fits the
 * processor's cache: most keys asked for are in no table. Not thread-safe while it is filled.
 */
public final class LongTable {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** With two bits a key, a foreign one passes the filter about once in fifty times. */
  private static final int FILTER_BITS_PER_KEY = 16;

  private long[] keys = new long[16];

  /** 0 where the slot is free. */
  private int[] values = new int[16];

  private int shift = 60;
  private int size;
  private long[] filter = new long[] {-1, -1};
  private int filterShift = 63;

  /** The key's value, 0 where it has none. */
  public int get(long key) {
    int slot = slot(key);
    while (values[slot] != 0) {
      if (keys[slot] == key) {
        return values[slot];
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return 0;
  }

  /** Whether the key may have a value; costs less than asking for it. Needs {@link #sealed}. */
  public boolean mayHave(long key) {
    long hash = key * SPREAD;
    long bits = filterBits(hash);
    return (filter[(int) (hash >>> filterShift)] & bits) == bits;
  }

  /** Two of the 64 bits of one word, so that one read tells. */
  private static long filterBits(long hash) {
    long mixed = hash ^ (hash >>> 32);
    return 1L << mixed | 1L << (mixed >>> 6);
  }

  /**
   * @param value not 0
   */
  public void put(long key, int value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key);
    while (values[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    size += values[slot] == 0 ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
  }

  public void count(long key) {
    put(key, get(key) + 1);
  }

  /** Makes the filter of what has been put. */
  public LongTable sealed() {
    int bits = Math.max(7, 64 - Long.numberOfLeadingZeros((long) size * FILTER_BITS_PER_KEY));
    filter = new long[1 << (bits - 6)];
    filterShift = 64 - (bits - 6);
    for (int slot = 0; slot < keys.length; slot++) {
      if (values[slot] != 0) {
        long hash = keys[slot] * SPREAD;
        filter[(int) (hash >>> filterShift)] |= filterBits(hash);
      }
    }
    return this;
  }

  private int slot(long key) {
    return (int) ((key * SPREAD) >>> shift);
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    shift--;
    size = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldValues[slot] != 0) {
        put(oldKeys[slot], oldValues[slot]);
      }
    }
  }
}
