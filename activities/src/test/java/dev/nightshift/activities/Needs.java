package dev.nightshift.activities;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Parts that a newcomer may lack: there a test is skipped with the part's name, in CI it fails. */
public final class Needs {
  private Needs() {}

  public static void part(String name, boolean there, String why) {
    part(name, there, why, System.getenv("CI"));
  }

  static void part(String name, boolean there, String why, String ci) {
    String says = "needs " + name + " (nightshift toolchain add " + name + "): " + why;
    if (!there && "true".equals(ci)) {
      fail(says);
    }
    assumeTrue(there, says);
  }
}
