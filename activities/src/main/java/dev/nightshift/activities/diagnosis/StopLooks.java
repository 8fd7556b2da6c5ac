package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Complaint;
import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.diagnosis.CodeFacts.Stop;
import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.words.Role;
import dev.nightshift.activities.yaml.Deprecations;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** For what stopped dbt before it ran anything: the file in the checkout, and the line's text. */
final class StopLooks {
  private final RunFacts run;
  private final Graph graph;
  private final SameRows rows;
  private final Path project;
  private final Supplier<Lately> lately;
  private final Bulkhead bulkhead;

  StopLooks(
      Graph graph, Witness witness, Path project, Supplier<Lately> lately, Bulkhead bulkhead) {
    this.bulkhead = bulkhead;
    this.run = graph.run();
    this.graph = graph;
    this.rows = new SameRows(graph, witness);
    this.project = project.normalize();
    this.lately = lately;
  }

  List<Stop> look() {
    if (run.stopped().isEmpty()) {
      return List.of();
    }
    List<Stop> unseen = run.stopped().stream().map(StopLooks::unseen).toList();
    return bulkhead.of(
        "what stopped dbt",
        () -> {
          Recent recent = new Recent(lately.get(), new Inventory(project));
          return run.stopped().stream()
              .map(said -> bulkhead.of("what stopped dbt", () -> look(said, recent), unseen(said)))
              .toList();
        },
        unseen);
  }

  /** Of which nothing could be read but that it stopped dbt. */
  private static Stop unseen(DbtError said) {
    return new Stop(
        said.code(),
        "what dbt said could not be looked at; it stands in its log",
        null,
        "",
        0,
        "",
        null,
        false,
        null,
        null,
        "",
        null);
  }

  /** The run knew no folder: only here dbt's half a path can be told from a whole one. */
  private Stop look(DbtError said, Recent recent) {
    Inventory inventory = recent.now();
    DbtError error = new Complaint(project).read(said.message());
    Set<String> files = new LinkedHashSet<>();
    inventory.text(error.file()).ifPresent(text -> files.add(error.file()));
    Optional<WrongName> wrong =
        bulkhead.of(
            "names",
            () ->
                new Forbidden(graph, rows, recent)
                    .look(
                        error.message(),
                        new NameLooks(inventory, recent, run.macros())
                            .look(error.message(), error.file())),
            Optional.empty());
    wrong.ifPresent(it -> files.addAll(it.files()));
    files.addAll(
        bulkhead.of(
            "blamed files",
            () -> new BlamedFiles(inventory, recent).of(error.message()),
            List.of()));
    boolean named = wrong.filter(WrongName::decided).isPresent();
    List<String> blamed = List.copyOf(files);
    ProvenEdit proven =
        named
            ? ProvenEdit.NONE
            : bulkhead.of(
                "proven edits", () -> proven(error.message(), blamed, recent), ProvenEdit.NONE);
    String deprecated = Deprecations.in(error.message()).orElse("");
    if (files.isEmpty() && error.code().matches("(?:Compilation|Parsing) Error")) {
      onlyChanged(recent).ifPresent(files::add);
    }
    List<String> ordered = ordered(files, error.message(), recent);
    String first = ordered.isEmpty() ? "" : ordered.get(0);
    String file = proven.decided() ? proven.file() : first;
    String text = inventory.text(file).orElse("");
    boolean told = file.equals(first) && error.line() > 0;
    int line = told ? error.line() : wrong.map(it -> line(it, text)).orElse(0);
    return new Stop(
        error.code(),
        Messages.valueFree(error.message()),
        Trouble.of("error", error.message()),
        file,
        line,
        text(text, line),
        ordered,
        recent.changed().contains(file),
        wrong.orElse(WrongName.NONE),
        proven,
        deprecated,
        bulkhead.of("deprecations", () -> outdated(deprecated, inventory), List.of()));
  }

  private static ProvenEdit proven(String message, List<String> files, Recent recent) {
    return new SwitchedOff(recent)
        .of(message)
        .or(() -> new DroppedPackages(recent).of(message))
        .or(() -> DoubledKeys.of(files, recent))
        .or(() -> new TakenAway(recent).of(message, files))
        .orElse(ProvenEdit.NONE);
  }

  private static List<String> outdated(String event, Inventory inventory) {
    return event.isEmpty()
        ? List.of()
        : inventory.own().entrySet().stream()
            .filter(file -> file.getKey().matches(".*\\.ya?ml"))
            .filter(file -> Deprecations.renewed(event, file.getKey(), file.getValue()).changed())
            .map(Map.Entry::getKey)
            .toList();
  }

  /** What a commit of one file broke is in that file. */
  private static Optional<String> onlyChanged(Recent recent) {
    List<String> changed =
        recent.changed().stream().filter(path -> recent.now().text(path).isPresent()).toList();
    return changed.size() == 1 ? Optional.of(changed.get(0)) : Optional.empty();
  }

  /** Of several that dbt names alike, the one that came last is the one that broke it. */
  private static List<String> ordered(Set<String> files, String message, Recent recent) {
    List<String> ordered = new ArrayList<>(files);
    if (BlamedFiles.areAlike(message)) {
      ordered.sort(Comparator.comparing(file -> recent.changed().contains(file) ? 0 : 1));
    }
    return ordered;
  }

  static int line(WrongName wrong, String text) {
    return Role.valueOf(wrong.role()).line(text, wrong.name());
  }

  private static String text(String text, int line) {
    return line > 0
        ? Messages.whole(text.lines().skip(line - 1L).findFirst().orElse("").strip())
        : "";
  }
}
