package dev.nightshift.activities.artifacts;

import java.util.Arrays;

/**
 * Where in a file the value of each name is. Forty thousand names as strings would take most of the
 * memory that the rest needs, so their hashes stand for them: of a million names two have the same
 * one in one file of thirty million.
 */
final class Places {
  private static final int FIRST_SIZE = 1 << 10;
  private static final long NONE = -1;

  /** A value's bytes: from, and how many. */
  record Place(long offset, int length) {
    /** One that is longer than a number can say is as good as endless: nobody reads it. */
    static Place between(long begun, long end) {
      return new Place(begun, (int) Math.min(Integer.MAX_VALUE, end - begun));
    }
  }

  private long[] hashes = new long[FIRST_SIZE];
  private long[] offsets = filled(FIRST_SIZE);
  private int[] lengths = new int[FIRST_SIZE];
  private int count;

  /** Of a name that comes twice the last counts, as for every reader of JSON. */
  void put(String name, long offset, int length) {
    if (count * 2 >= hashes.length) {
      grow();
    }
    long hash = hash(name);
    int slot = slot(hash);
    if (offsets[slot] == NONE) {
      count++;
    }
    hashes[slot] = hash;
    offsets[slot] = offset;
    lengths[slot] = length;
  }

  /** Null where the name has no value. */
  Place of(String name) {
    int slot = slot(hash(name));
    return offsets[slot] == NONE ? null : new Place(offsets[slot], lengths[slot]);
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) (hash ^ hash >>> 32) & mask;
    while (offsets[slot] != NONE && hashes[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldOffsets = offsets;
    int[] oldLengths = lengths;
    hashes = new long[oldHashes.length * 2];
    offsets = filled(hashes.length);
    lengths = new int[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldOffsets[i] != NONE) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        offsets[slot] = oldOffsets[i];
        lengths[slot] = oldLengths[i];
      }
    }
  }

  private static long[] filled(int size) {
    long[] none = new long[size];
    Arrays.fill(none, NONE);
    return none;
  }

  /** FNV-1a over the characters, stirred once more so that low bits differ. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return hash ^ hash >>> 33;
  }
}
