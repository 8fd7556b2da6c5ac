package dev.nightshift.activities.scripted;

import java.util.Map;

/** What goes wrong, and how many times. */
public record Fault(
    Kind kind, int status, String type, String message, Map<String, String> headers, int times) {
  /** Ways to go wrong. */
  public enum Kind {
    /** An answer that is a no. */
    STATUS,
    /** Half an answer. */
    CUT,
    /** Half an answer, and then an error. */
    BROKEN,
    /** The beginning of an answer, and then nothing. */
    HANG
  }

  public Fault {
    headers = Map.copyOf(headers);
  }

  public static Fault status(int status) {
    return new Fault(Kind.STATUS, status, "", "scripted", Map.of(), 1);
  }

  public static Fault of(Kind kind) {
    return new Fault(kind, 200, "", "scripted", Map.of(), 1);
  }

  /** As each API says that a conversation is longer than its window. */
  public static Fault tooLong() {
    return status(400)
        .saying("context_length_exceeded", "prompt is too long: 208310 tokens > 200000 maximum");
  }

  public Fault saying(String what, String words) {
    return new Fault(kind, status, what, words, headers, times);
  }

  public Fault with(String header, String value) {
    return new Fault(kind, status, type, message, Map.of(header, value), times);
  }

  public Fault times(int many) {
    return new Fault(kind, status, type, message, headers, many);
  }

  public Fault always() {
    return times(Integer.MAX_VALUE);
  }
}
