package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/** The executable block of a knowledge entry: one value, under one key, of one file. */
public record DocumentedChange(String file, String key, String operation, String value) {
  public DocumentedChange {
    file = requireNonNullElse(file, "");
    key = requireNonNullElse(key, "");
    operation = requireNonNullElse(operation, "");
    value = requireNonNullElse(value, "");
  }
}
