package dev.nightshift.workflows.durable;

import java.util.List;

/** Task queues split the work by the secrets that it needs. */
public final class Queues {
  /** Workflows and publishing: holds the code host's and the chat's tokens. */
  public static final String MAIN = "nightshift";

  /** dbt, reading Git, the warehouse: holds the sandbox's credentials and a read-only role. */
  public static final String DBT = "nightshift-dbt";

  /** Engines: a model's key behind a proxy, no publishing token. */
  public static final String AGENTS = "nightshift-agents";

  public static final List<String> ALL = List.of(MAIN, DBT, AGENTS);

  private Queues() {}
}
