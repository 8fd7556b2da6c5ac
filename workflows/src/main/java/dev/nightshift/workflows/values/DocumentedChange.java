package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import java.util.Optional;

/**
 * What is done under one key of one file: the executable block of a knowledge entry, or what a
 * person chose. The value is one, or a seed's row, or several that a model maps.
 */
public record DocumentedChange(String file, String key, String operation, String value) {
  public DocumentedChange {
    file = requireNonNullElse(file, "");
    key = requireNonNullElse(key, "");
    operation = requireNonNullElse(operation, "");
    value = requireNonNullElse(value, "");
  }

  /** As the few words of a cause that a remedy needs. */
  public Map<String, String> toDetails() {
    return Map.of(
        "change.file", file,
        "change.key", key,
        "change.operation", operation,
        "change.value", value);
  }

  static Optional<DocumentedChange> in(Map<String, String> details) {
    return Optional.ofNullable(details.get("change.file"))
        .map(
            file ->
                new DocumentedChange(
                    file,
                    details.get("change.key"),
                    details.get("change.operation"),
                    details.get("change.value")));
  }
}
