package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.charset.StandardCharsets;

/** Symbolic links, which must not lead out of the checkout. */
final class Links {
  private Links() {}

  /**
   * Whether a link stays inside. Steps up are allowed at the beginning only: after the name of
   * another link they would lead from wherever that one points.
   */
  static boolean staysInside(String path, byte[] target) {
    String text = new String(target, StandardCharsets.UTF_8);
    if (text.isEmpty() || text.startsWith("/") || text.indexOf('\0') >= 0) {
      return false;
    }
    long depth = path.chars().filter(c -> c == '/').count();
    boolean descending = false;
    for (String step : text.split("/", -1)) {
      if (step.equals("..")) {
        depth--;
        if (descending || depth < 0) {
          return false;
        }
      } else if (!step.isEmpty() && !step.equals(".")) {
        descending = true;
      }
    }
    return true;
  }

  static void check(String path, byte[] target) {
    if (!staysInside(path, target)) {
      throw ErrorKind.REFUSED.failure(
          "«" + path + "» would be a symbolic link that leads out of the repository");
    }
  }
}
