package dev.nightshift.activities.dbt;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.process.Walls;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plain executable, a process for each invocation, in the cage where there is one. */
final class ColdDbt implements DbtRunner {
  /** An environment lives in its own folder, on a base interpreter that may be anywhere. */
  private static final String WHERE =
      """
      import json, os, sys
      places = [sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))]
      print(json.dumps(sorted({place for name in places for place in (name, os.path.realpath(name))})))
      """;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Processes processes;
  private final Cage cage;
  private final Toolchain.Tool dbt;
  private final Limits limits;
  private List<Path> places;

  ColdDbt(Processes processes, Cage cage, Toolchain.Tool dbt, Limits limits) {
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
    List<String> argv = new ArrayList<>();
    argv.add(dbt.path().toString());
    argv.addAll(invocation.arguments());
    Map<String, String> environment = new HashMap<>(invocation.environment());
    environment.putIfAbsent("PATH", dbt.path().getParent() + ":/usr/bin:/bin");
    Command command =
        new Command(
            argv,
            invocation.directory(),
            environment,
            invocation.deadline(),
            "",
            invocation.attempt(),
            invocation.output(),
            Command.Allowance.NONE,
            invocation.lines());
    Walls walls = new Walls(places(), invocation.readable(), invocation.writable(), limits);
    return processes.run(cage.enclose(command, walls), alive);
  }

  private synchronized List<Path> places() {
    if (places == null) {
      places = asked();
    }
    return places;
  }

  private List<Path> asked() {
    Command question =
        Command.of(
            dbt.path().getParent(),
            LONGEST_ANSWER,
            List.of(dbt.python().toString(), "-I", "-c", WHERE));
    Outcome outcome = processes.run(question, detail -> {});
    if (!outcome.succeeded()) {
      throw ErrorKind.BROKEN.failure(
          dbt.python() + " does not start: " + outcome.stderr().last(500));
    }
    try {
      return Converter.json()
          .readValue(outcome.stdout().text(), new TypeReference<List<String>>() {})
          .stream()
          .map(Path::of)
          .filter(place -> !place.startsWith("/usr") && place.getNameCount() > 0)
          .toList();
    } catch (IOException nonsense) {
      throw ErrorKind.BROKEN.failure(
          dbt.python() + " says where it is in an unknown way.", nonsense);
    }
  }
}
