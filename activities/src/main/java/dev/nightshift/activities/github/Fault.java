package dev.nightshift.activities.github;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that goes wrong once: for a request whose method and path fit, either instead of what
 * was asked or after it was done.
 */
record Fault(Pattern asked, boolean done, int status, Map<String, String> headers, String body) {
  static Fault instead(String asked, int status, String body) {
    return new Fault(Pattern.compile(asked), false, status, Map.of(), body);
  }

  static Fault after(String asked, int status) {
    return new Fault(Pattern.compile(asked), true, status, Map.of(), "{\"message\": \"trouble\"}");
  }

  Fault with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Fault(asked, done, status, more, body);
  }
}
