package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A project in which each model lacks what a test says; what is tried is noted. */
final class FakeShop implements Tests, Dbt, Sandboxes {
  final List<String> log = new CopyOnWriteArrayList<>();
  final List<String> models = new ArrayList<>(List.of("orders", "customers"));
  final Map<String, Subject> planned = new ConcurrentSkipListMap<>();
  final Map<Verb, Function<Command, DbtResult>> dbt = new TreeMap<>();
  final List<Command> commands = new CopyOnWriteArrayList<>();

  /** How many tests a model lacks, and of these how many fail when they are run, round by round. */
  final Map<String, Integer> lacking = new TreeMap<>(Map.of("orders", 2, "customers", 1));

  final List<Integer> failing = new CopyOnWriteArrayList<>();
  final List<String> broken = new ArrayList<>();
  boolean versions;

  static BlobRef blob(String name) {
    return new BlobRef(name, name.length(), name);
  }

  static DbtResult green(String verb) {
    return new DbtResult(
        verb, true, 0, null, null, null, 1, blob("results"), blob(verb + ".manifest"), blob("log"));
  }

  static DbtResult stopped(String verb, String message) {
    return new DbtResult(
        verb, false, 2, null, null, List.of(new DbtError("", "", 0, message)), 1, null, null, null);
  }

  @Override
  public Sandbox make(Order order) {
    log.add("made");
    return new Sandbox(order.name(), order.owner(), "duckdb", "prod", List.of());
  }

  @Override
  public void drop(Sandbox sandbox) {
    log.add("dropped");
  }

  @Override
  public DbtResult run(Command command) {
    log.add(command.verb().word() + " " + String.join(" ", command.select()));
    commands.add(command);
    return dbt.getOrDefault(command.verb(), one -> green(one.verb().word())).apply(command);
  }

  @Override
  public Survey survey(Scope scope) {
    List<Model> all = new ArrayList<>();
    for (String name : models) {
      String id = "model.shop." + name + (versions ? ".v" + (all.size() + 1) : "");
      all.add(new Model(id, name, "models/" + name + ".sql"));
    }
    return new Survey(all, List.of());
  }

  @Override
  public Plan plan(Subject subject) {
    String name = subject.model().name();
    if (broken.contains(name)) {
      throw ErrorKind.UNREADABLE.failure("its SQL broke the reader");
    }
    planned.put(name, subject);
    int lacks = lacking.getOrDefault(name, 0);
    return new Plan(subject.model(), blob(name + lacks), lacks, 0, 0, "", "", false);
  }

  @Override
  public Written write(Draft draft) {
    List<String> files =
        draft.plans().stream()
            .filter(plan -> plan.written() > 0)
            .map(plan -> "models/" + plan.model().name() + ".yml")
            .toList();
    log.add("wrote " + files.size());
    return new Written(draft.workspace().with(blob("patch")), draft.plans(), files);
  }

  /** Where tests fail, all of the first model are planned no more. */
  @Override
  public Judged judge(Draft draft, DbtResult run) {
    int fail = failing.isEmpty() ? 0 : failing.remove(0);
    List<Plan> plans = new ArrayList<>();
    int open = fail;
    for (Plan plan : draft.plans()) {
      int dropped = Math.min(open, plan.written());
      open -= dropped;
      plans.add(
          new Plan(
              plan.model(),
              plan.tests(),
              plan.written() - dropped,
              0,
              plan.left() + dropped,
              plan.file(),
              plan.trouble(),
              plan.failed()));
    }
    return new Judged(plans, fail == 0);
  }
}
