package dev.nightshift.activities.artifacts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long[] hashes = new long[FIRST_SIZE];
  private long[] offsets = filled(FIRST_SIZE);
  private int[] lengths = new int[FIRST_SIZE];
  private int count;

  /** Of a name that comes twice the last counts, as for every reader of JSON. */
  void put(String name, long offset, int length) {
    put(hash(name), offset, length);
  }

  /** By the hash of its name. */
  void put(long hash, long offset, int length) {
    if (count * 2 >= hashes.length) {
      grow();
    }
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

  static long hash(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  /** Eight bytes at a time, each eight stirred so that low bits differ. */
  static long hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = stirred(hash ^ (long) WORD.get(bytes, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
    }
    return stirred(stirred(hash ^ rest));
  }

  private static long stirred(long hash) {
    long product = hash * 0xff51afd7ed558ccdL;
    return product ^ (product >>> 32);
  }
}
