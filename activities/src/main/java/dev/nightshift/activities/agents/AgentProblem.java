package dev.nightshift.activities.agents;

import java.util.regex.Pattern;

/** What is wrong in a file, and on which line; 0 where that is none. */
public record AgentProblem(String file, int line, String says) {
  private static final String ALL = "the base branch";

  /** Why none of the team's files could be read. */
  static AgentProblem ofAll(String says) {
    return new AgentProblem(ALL, 0, says);
  }

  /** Whether it is in the file of an agent of that name, or keeps all of them from being read. */
  boolean isOf(String agent) {
    return file.equals(ALL) || file.matches(".*/" + Pattern.quote(agent) + "\\.\\w+");
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + says;
  }
}
