package dev.nightshift.activities.words;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names in one role, each with the one that was meant: what dbt looked for in vain, and what it
 * would look for in vain next, for the same reason. A cause's details carry it.
 */
public record Exchange(Role role, Map<String, String> names) {
  public Exchange {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /** Empty where no name was found to be meant. */
  public static Optional<Exchange> of(Map<String, String> details) {
    if (!details.containsKey("role") || !details.containsKey("meant")) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    names.put(details.getOrDefault("name", ""), details.get("meant"));
    for (String other : details.getOrDefault("also", "").lines().toList()) {
      names.put(other.split(" ", 2)[0], other.split(" ", 2)[1]);
    }
    return Optional.of(new Exchange(Role.valueOf(details.get("role")), names));
  }

  /** As {@link #of} reads it. */
  public static String written(Map<String, String> also) {
    return String.join(
        "\n", also.entrySet().stream().map(it -> it.getKey() + " " + it.getValue()).toList());
  }

  /** The first of the names that the text has in their role. */
  public Optional<String> in(String text) {
    return names.keySet().stream().filter(name -> role.isIn(text, name)).findFirst();
  }

  /** What was meant, as far as the text has it. */
  public List<String> done(String text) {
    return names.values().stream().filter(name -> role.isIn(text, name)).toList();
  }

  /** The names that were meant, wherever the others have the role; nothing else changes. */
  public String applied(String text) {
    String after = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      after = role.replaced(after, name.getKey(), name.getValue());
    }
    return after;
  }
}
