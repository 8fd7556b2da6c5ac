package dev.nightshift.workflows.values;

/**
 * How long a step may take, in seconds. It travels with the request, so that a flow replays with
 * the terms it began with; a test walks faster.
 */
public record Pace(
    int readSeconds,
    int publishSeconds,
    int dbtSeconds,
    int agentSeconds,
    int heartbeatSeconds,
    int retrySeconds) {
  public Pace {
    readSeconds = readSeconds > 0 ? readSeconds : 300;
    publishSeconds = publishSeconds > 0 ? publishSeconds : 60;
    dbtSeconds = dbtSeconds > 0 ? dbtSeconds : 1800;
    agentSeconds = agentSeconds > 0 ? agentSeconds : 1800;
    heartbeatSeconds = heartbeatSeconds > 0 ? heartbeatSeconds : 15;
    retrySeconds = retrySeconds > 0 ? retrySeconds : 2;
  }

  /**
   * What one command of dbt may take. Of its step's time a tenth is left to lay the project out, to
   * stop what hangs and to tell of it: a step that is timed out from outside names no command.
   */
  public int dbtDeadlineSeconds() {
    return Math.max(1, dbtSeconds * 9 / 10);
  }

  public static Pace standard() {
    return new Pace(0, 0, 0, 0, 0, 0);
  }
}
