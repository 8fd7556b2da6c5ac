package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JacksonException;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON forward as bytes and builds nothing: it finds where values begin and end. Of what it
 * skips it checks strings, brackets and depth; whoever reads a value later checks the rest.
 *
 * <p>Most bytes of a manifest are inside strings, so these are passed eight at a time. Measured on
 * a manifest of 131 MB: under two fifths of the time of Jackson's {@code skipChildren}.
 */
final class JsonScan {
  /** No JSON comes to this place, or none that is well formed. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(String what, long offset) {
      super(what + " at byte " + offset);
    }
  }

  private static final int CHUNK = 1 << 17;

  /** dbt nests some ten deep; a column's {@code meta} as deep as somebody likes. */
  private static final int DEEPEST = 1024;

  private static final int LONGEST_NAME = 1 << 16;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long CONTROLS = ONES * ' ';

  private static final byte PLAIN = 0;
  private static final byte QUOTE = 1;
  private static final byte OPEN = 2;
  private static final byte CLOSE = 3;
  private static final byte WRONG = 4;
  private static final byte[] KINDS = kinds();

  private final InputStream source;
  private final byte[] buffer = new byte[CHUNK];
  private final long[] arrays = new long[DEEPEST / Long.SIZE];
  private long base;
  private int at;
  private int end;

  JsonScan(InputStream source) {
    this.source = source;
  }

  /** Of the next byte. */
  long offset() {
    return base + at;
  }

  /** Takes the mark that some editors and shells write before UTF-8. */
  void passMark() throws IOException {
    if (at == end) {
      more();
    }
    if (end - at > 2
        && buffer[at] == (byte) 0xef
        && buffer[at + 1] == (byte) 0xbb
        && buffer[at + 2] == (byte) 0xbf) {
      at += 3;
    }
  }

  /** The next byte that is no white space; it is not taken. */
  byte peek() throws IOException {
    if (atEnd()) {
      throw cutOff();
    }
    return buffer[at];
  }

  boolean atEnd() throws IOException {
    do {
      while (at < end) {
        byte next = buffer[at];
        if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
          return false;
        }
        at++;
      }
    } while (more());
    return true;
  }

  void take(char wanted) throws IOException {
    byte next = peek();
    if (next != wanted) {
      throw new Broken("'" + wanted + "' is missing", offset());
    }
    at++;
  }

  /** Whether another item comes before {@code close}, which is taken when none does. */
  boolean another(boolean first, char close) throws IOException {
    if (peek() == close) {
      at++;
      return false;
    }
    if (!first) {
      take(',');
    }
    return true;
  }

  /** A member's name, its colon taken too. */
  String name() throws IOException {
    String name = text();
    take(':');
    return name;
  }

  /** Which of these a member's name is, -1 for another; its colon is taken too. */
  int nameAmong(byte[]... known) throws IOException {
    int closed = closed();
    if (closed < 0) {
      byte[] name = name().getBytes(StandardCharsets.UTF_8);
      return indexOf(name, 0, name.length, known);
    }
    int index = indexOf(buffer, at, closed, known);
    at = closed + 1;
    take(':');
    return index;
  }

  private static int indexOf(byte[] bytes, int from, int to, byte[]... known) {
    for (int i = 0; i < known.length; i++) {
      if (known[i].length == to - from && Arrays.equals(bytes, from, to, known[i], 0, to - from)) {
        return i;
      }
    }
    return -1;
  }

  /** A member's name as {@link Places} knows it, its colon taken too: no string is made of it. */
  long nameHash() throws IOException {
    int closed = closed();
    if (closed < 0) {
      return Places.hash(name());
    }
    long hash = Places.hash(buffer, at, closed);
    at = closed + 1;
    take(':');
    return hash;
  }

  /** Takes the quote that opens a string, if the one that closes it is seen; else -1. */
  private int closed() throws IOException {
    if (peek() != '"') {
      return -1;
    }
    at++;
    int found = special();
    if (found < end && buffer[found] == '"') {
      return found;
    }
    at--;
    return -1;
  }

  String text() throws IOException {
    long begun = offset();
    take('"');
    int found = special();
    if (found < end && buffer[found] == '"') {
      String text = new String(buffer, at, found - at, StandardCharsets.UTF_8);
      at = found + 1;
      return text;
    }
    return textInParts(begun);
  }

  /** With escapes in it, or over the end of the buffer. */
  private String textInParts(long begun) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(80);
    raw.write('"');
    boolean escaped = false;
    while (raw.size() < LONGEST_NAME) {
      if (at == end && !more()) {
        throw cutOff();
      }
      byte next = buffer[at++];
      raw.write(next);
      if (next == '"' && !escaped) {
        return unescaped(raw.toByteArray(), begun);
      }
      escaped = next == '\\' && !escaped;
    }
    throw new Broken("A name of more than " + LONGEST_NAME + " bytes begins", begun);
  }

  private static String unescaped(byte[] quoted, long offset) throws IOException {
    try {
      return Converter.json().readValue(quoted, String.class);
    } catch (JacksonException wrong) {
      throw new Broken("A string that is not JSON begins", offset);
    }
  }

  void skipValue() throws IOException {
    byte first = peek();
    switch (KINDS[first & 0xff]) {
      case QUOTE -> {
        at++;
        skipText();
      }
      case OPEN -> {
        at++;
        skipContainer(first == '[');
      }
      case PLAIN -> skipWord();
      default -> throw new Broken("No value begins", offset());
    }
  }

  private void skipWord() throws IOException {
    long begun = offset();
    do {
      while (at < end) {
        byte next = buffer[at];
        if (KINDS[next & 0xff] != PLAIN || next <= ' ' || next == ',') {
          if (offset() == begun) {
            throw new Broken("No value begins", begun);
          }
          return;
        }
        at++;
      }
    } while (more());
  }

  private void skipText() throws IOException {
    while (true) {
      int found = special();
      at = found;
      if (found == end) {
        if (!more()) {
          throw cutOff();
        }
        continue;
      }
      byte special = buffer[found];
      at++;
      if (special == '"') {
        return;
      }
      if (special != '\\') {
        throw new Broken("A string holds a control character", offset() - 1);
      }
      if (at == end && !more()) {
        throw cutOff();
      }
      at++;
    }
  }

  /**
   * Where the next quote, backslash or control character is in the buffer. In each of the three
   * tests only the lowest flag is certain, and only the lowest is used.
   */
  private int special() {
    int i = at;
    for (int last = end - Long.BYTES; i <= last; i += Long.BYTES) {
      long word = (long) WORD.get(buffer, i);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long hits =
          ((quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (word - CONTROLS & ~word))
              & HIGHS;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < end) {
      byte next = buffer[i];
      if (next == '"' || next == '\\' || (next >= 0 && next < ' ')) {
        return i;
      }
      i++;
    }
    return end;
  }

  private void skipContainer(boolean array) throws IOException {
    Arrays.fill(arrays, 0);
    arrays[0] = array ? 1 : 0;
    int depth = 0;
    do {
      while (at < end) {
        byte next = buffer[at++];
        switch (KINDS[next & 0xff]) {
          case PLAIN -> {}
          case QUOTE -> skipText();
          case OPEN -> {
            depth++;
            if (depth == DEEPEST) {
              throw new Broken("It is nested deeper than " + DEEPEST, offset() - 1);
            }
            long bit = 1L << depth;
            int word = depth / Long.SIZE;
            arrays[word] = next == '[' ? arrays[word] | bit : arrays[word] & ~bit;
          }
          case CLOSE -> {
            boolean isArray = (arrays[depth / Long.SIZE] >>> depth & 1) != 0;
            if (isArray != (next == ']')) {
              throw new Broken("'" + (char) next + "' closes what was not opened", offset() - 1);
            }
            depth--;
            if (depth < 0) {
              return;
            }
          }
          default -> throw new Broken("No JSON is", offset() - 1);
        }
      }
    } while (more());
    throw cutOff();
  }

  private boolean more() throws IOException {
    base += end;
    at = 0;
    end = Math.max(0, source.read(buffer));
    return end > 0;
  }

  private Broken cutOff() {
    return new Broken("It ends in the middle of a value", offset());
  }

  /** Python writes NaN and Infinity, which JSON has not. */
  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, WRONG);
    for (char plain : " \n\r\t,:-+.0123456789eE truefalsenullNaNInfinity".toCharArray()) {
      kinds[plain] = PLAIN;
    }
    kinds['"'] = QUOTE;
    kinds['{'] = OPEN;
    kinds['['] = OPEN;
    kinds['}'] = CLOSE;
    kinds[']'] = CLOSE;
    return kinds;
  }
}
