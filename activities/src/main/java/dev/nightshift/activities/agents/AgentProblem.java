package dev.nightshift.activities.agents;

/** What is wrong in a file, and on which line; 0 where that is none. */
public record AgentProblem(String file, int line, String says) {
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + says;
  }
}
