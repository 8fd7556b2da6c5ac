package dev.nightshift.workflows.agent;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.Pace;

/**
 * What an agent of a project is told, and by whose thinking it works: {@code engine} is one, or
 * several with commas between them. {@code dollars} is the most that it may cost, the standard
 * where it is zero or less.
 */
public record AgentRequest(
    String project, String agent, String message, String engine, double dollars, Pace pace) {
  /** A message is read by a model; a book goes into a file of the project. */
  public static final int LONGEST = 20_000;

  public AgentRequest {
    project = requireNonNullElse(project, "");
    agent = requireNonNullElse(agent, "");
    message = requireNonNullElse(message, "");
    engine = requireNonNullElse(engine, "");
    pace = requireNonNullElse(pace, Pace.standard());
  }
}
