package dev.nightshift.activities.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.DbtResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Plans the tests of models, writes them where their team would, and judges them by a run. */
public final class TestWork implements Tests {
  private final Checkouts checkouts;
  private final Production.Doors doors;
  private final Supplier<Attempt> attempts;
  private final Compiled.Shelf compiled;
  private final Plans plans;

  public TestWork(
      Checkouts checkouts, Production.Doors doors, Blobs blobs, Supplier<Attempt> attempts) {
    this.checkouts = checkouts;
    this.doors = doors;
    this.attempts = attempts;
    this.compiled = new Compiled.Shelf(blobs);
    this.plans = new Plans(blobs);
  }

  @Override
  public Survey survey(Scope scope) {
    Compiled project = compiled.of(scope.manifest());
    List<Model> models =
        project.inference().models().stream()
            .map(id -> project.manifest().node(id).orElseThrow())
            .filter(node -> isMeant(node, scope))
            .map(node -> new Model(node.id(), node.name(), node.path()))
            .toList();
    Set<String> found = models.stream().map(Model::name).collect(Collectors.toSet());
    List<String> notes =
        scope.models().stream()
            .filter(name -> !found.contains(name))
            .map(name -> "There is no model «" + name + "», or it is switched off.")
            .toList();
    return new Survey(models, notes);
  }

  private static boolean isMeant(Manifest.Node node, Scope scope) {
    return scope.models().contains(node.name()) || scope.paths().contains(node.path());
  }

  @Override
  public Plan plan(Subject subject) {
    Compiled project = compiled.of(subject.manifest());
    String id = subject.model().id();
    Inference inference = project.inference();
    List<Candidate> open =
        inference.candidates(id).stream()
            .filter(one -> one.sure() >= Deciding.WORTH_A_LOOK)
            .filter(one -> inference.written(id).stream().noneMatch(one.check()::same))
            .toList();
    Counted counted = counted(subject, project, open);
    List<PlannedTest> tests = open.stream().map(one -> Deciding.of(one, counted)).toList();
    String trouble = subject.unbuilt().isEmpty() ? inference.trouble(id) : subject.unbuilt();
    return plans.of(subject.model(), tests, "", trouble, !subject.unbuilt().isEmpty());
  }

  private Counted counted(Subject subject, Compiled project, List<Candidate> open) {
    if (!subject.unbuilt().isEmpty()) {
      return Counted.not("it could not be tried");
    }
    if (open.isEmpty()) {
      return Counted.nothing(List.of());
    }
    Manifest.Node node = project.manifest().node(subject.model().id()).orElseThrow();
    try (Production door = doors.inside(subject.sandbox())) {
      return new Counting(
              door,
              relation(node),
              name -> project.inference().referred(name).map(TestWork::relation))
          .of(open.stream().map(Candidate::check).toList());
    }
  }

  /** As it is called in the warehouse. */
  private static Relation relation(Manifest.Node node) {
    String name =
        Optional.of(node.text(node.type().equals("source") ? "identifier" : "alias"))
            .filter(text -> !text.isEmpty())
            .orElse(node.name());
    return new Relation(node.text("database"), node.text("schema"), name);
  }

  @Override
  public Written write(Draft draft) {
    Compiled project = compiled.of(draft.manifest());
    try (var checkout = checkouts.open(draft.workspace(), attempts.get().folderName())) {
      return new Writing(plans, project, draft, checkout).written();
    }
  }

  @Override
  public Judged judge(Draft draft, DbtResult run) {
    return new Judging(plans, compiled.of(draft.manifest()).inference(), run).of(draft.plans());
  }
}
