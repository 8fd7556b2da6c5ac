package dev.nightshift.bench.faults;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the workers of a walk are given: a configuration with a plain dbt and the same with a warm
 * one, and the secrets that go with them.
 */
record Equipment(Path plain, Path warm, Map<String, String> secrets) {
  Equipment {
    secrets = Map.copyOf(secrets);
  }
}
