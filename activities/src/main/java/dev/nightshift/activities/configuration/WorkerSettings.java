package dev.nightshift.activities.configuration;

/**
 * How a worker works: {@code warm} keeps a dbt process warm where the cage allows it, and {@code
 * atOnce} steps with dbt or Git are done side by side. On {@code metrics}, a port of loopback, it
 * tells Prometheus how it fares; 0 for nowhere.
 */
public record WorkerSettings(boolean warm, int atOnce, int metrics) {
  /** dbt and Git are bound by the processor: more at once make each slower. */
  private static final int USUAL = Math.max(2, Runtime.getRuntime().availableProcessors());

  public WorkerSettings {
    atOnce = atOnce > 0 ? atOnce : USUAL;
  }
}
