package dev.nightshift.activities.headless;

import java.net.URI;

/** Where a model is and what opens it. The secret is in no log: this says nothing of it. */
record Access(URI base, String header, String secret, String model) {
  @Override
  public String toString() {
    return "Access[" + base + ", " + model + "]";
  }
}
