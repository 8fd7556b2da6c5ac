package dev.nightshift.activities.dbt;

import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.process.Walls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plain executable, a process for each invocation, in the cage where there is one. */
final class ColdDbt implements DbtRunner {
  private final Processes processes;
  private final Cage cage;
  private final Installation dbt;
  private final Limits limits;

  ColdDbt(Processes processes, Cage cage, Installation dbt, Limits limits) {
    this.processes = processes;
    this.cage = cage;
    this.dbt = dbt;
    this.limits = limits;
  }

  @Override
  public boolean isCaged() {
    return cage.level() != Cage.Level.NONE;
  }

  @Override
  public Outcome run(Invocation invocation, Alive alive) {
    return run(invocation, List.of(), List.of(), alive);
  }

  /** Behind a script of Python that this dbt's own interpreter runs, beside other folders. */
  Outcome run(Invocation invocation, List<String> script, List<Path> beside, Alive alive) {
    List<String> argv = new ArrayList<>();
    if (!script.isEmpty()) {
      argv.addAll(List.of(dbt.python().toString(), "-s"));
      argv.addAll(script);
    }
    argv.add(dbt.program().toString());
    argv.addAll(invocation.arguments());
    Map<String, String> environment = new HashMap<>(invocation.environment());
    environment.putIfAbsent("PATH", dbt.searchPath());
    Command command =
        new Command(
            argv,
            invocation.directory(),
            environment,
            invocation.deadline(),
            null,
            invocation.attempt(),
            invocation.output(),
            Command.Allowance.NONE,
            invocation.lines());
    List<Path> tools = new ArrayList<>(dbt.folders());
    tools.addAll(beside);
    Walls walls = new Walls(tools, invocation.readable(), invocation.writable(), limits);
    return processes.run(cage.enclose(command, walls), alive);
  }
}
