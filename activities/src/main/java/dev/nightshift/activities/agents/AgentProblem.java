package dev.nightshift.activities.agents;

import java.util.regex.Pattern;

/** What is wrong in a file, and on which line; 0 where that is none. */
public record AgentProblem(String file, int line, String says) {
  /** Whether it is in the file of an agent of that name. */
  boolean isOf(String agent) {
    return file.matches(".*/" + Pattern.quote(agent) + "\\.\\w+");
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + says;
  }
}
