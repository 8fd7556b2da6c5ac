package dev.nightshift.worker;

import dev.nightshift.activities.headless.HeadlessEngine;
import dev.nightshift.workflows.ports.Engines;

/** The engine that a task names; whatever no agent answers to is the rules' to take or refuse. */
record EngineByName(Engines rules, Engines headless) implements Engines {
  @Override
  public Result work(Task task) {
    return (HeadlessEngine.knows(task.engine()) ? headless : rules).work(task);
  }
}
