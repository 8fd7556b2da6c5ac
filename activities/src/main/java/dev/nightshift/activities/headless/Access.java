package dev.nightshift.activities.headless;

import java.net.URI;

/**
 * Where a model is and what opens it, which is empty where nothing is locked. The secret is in no
 * log: this says nothing of it.
 */
record Access(URI base, String header, String secret, String model) {
  static Access anthropic(String base, String key, String model) {
    return new Access(URI.create(base), "x-api-key", key, model);
  }

  /** Of a subscription, which Claude Code alone may use. */
  static Access subscribed(String base, String token, String model) {
    return new Access(URI.create(base), "Authorization", "Bearer " + token, model);
  }

  static Access openAi(String base, String key, String model) {
    return new Access(
        URI.create(base), "Authorization", key.isEmpty() ? "" : "Bearer " + key, model);
  }

  @Override
  public String toString() {
    return "Access[" + base + ", " + model + "]";
  }
}
