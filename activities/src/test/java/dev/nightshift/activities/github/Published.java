package dev.nightshift.activities.github;

import dev.nightshift.activities.Needs;

/** GitHub's description, without which these tests would prove less than they say. */
final class Published {
  private Published() {}

  static Description needed() {
    Needs.part(
        "github-openapi",
        Description.provisioned().isPresent(),
        "what is sent to GitHub is held against its published description");
    return Description.provisioned().orElseThrow();
  }
}
