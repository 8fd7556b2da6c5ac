package dev.nightshift.activities.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Plans the tests of models, writes them where their team would, and judges them by a run. */
public final class TestWork implements Tests {
  /** Nobody reviews more at once, and a history holds what is said of each. */
  private static final int MOST_MODELS = 300;

  private final Checkouts checkouts;
  private final Production.Doors doors;
  private final Supplier<Attempt> attempts;
  private final Blobs blobs;
  private final Compiled.Shelf compiled;
  private final Plans plans;

  public TestWork(
      Checkouts checkouts, Production.Doors doors, Blobs blobs, Supplier<Attempt> attempts) {
    this.checkouts = checkouts;
    this.doors = doors;
    this.attempts = attempts;
    this.blobs = blobs;
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
    Set<String> known =
        project.inference().models().stream()
            .map(id -> project.manifest().node(id).orElseThrow().name())
            .collect(Collectors.toSet());
    List<String> notes = new ArrayList<>();
    scope.models().stream()
        .filter(name -> !known.contains(name))
        .map(name -> noModel(name, known))
        .forEach(notes::add);
    if (models.size() > MOST_MODELS) {
      notes.add("Of " + models.size() + " models the first " + MOST_MODELS + " are looked after.");
    }
    return new Survey(models.stream().limit(MOST_MODELS).toList(), notes);
  }

  private static String noModel(String name, Set<String> known) {
    return "There is no model «"
        + name
        + "», or it is switched off"
        + Nearest.to(name, known).map(near -> "; did you mean " + near + "?").orElse(".");
  }

  private static boolean isMeant(Manifest.Node node, Scope scope) {
    return scope.models().isEmpty()
        ? scope.paths().contains(node.path())
        : scope.models().contains(node.name());
  }

  @Override
  public Plan plan(Subject subject) {
    Compiled project = compiled.of(subject.manifest());
    String id = subject.model().id();
    Inference inference = project.inference();
    List<Candidate> open =
        inference.candidates(id).stream()
            .filter(Candidate::isWorthALook)
            .filter(one -> inference.written(id).stream().noneMatch(one.check()::same))
            .toList();
    Manifest.Node node = project.manifest().node(id).orElseThrow();
    String unbuilt = unbuilt(node, subject.built());
    Counted counted =
        unbuilt.isEmpty()
            ? counted(subject, node, project, open)
            : Counted.not("it could not be tried");
    List<PlannedTest> tests =
        Rivals.settled(
            open.stream().map(one -> Deciding.of(one, counted)).toList(), inference.written(id));
    String trouble = unbuilt.isEmpty() ? inference.trouble(id) : unbuilt;
    return plans.of(subject.model(), tests, "", trouble, !unbuilt.isEmpty());
  }

  /** Why there is no data of it as it stands now; empty where there is, or can be none. */
  private String unbuilt(Manifest.Node node, BlobRef built) {
    if (isEphemeral(node)) {
      return "";
    }
    Optional<Outcomes.Outcome> outcome = Outcomes.read(blobs, built).of(node.id());
    if (outcome.isEmpty()) {
      return "dbt did not build it: is its name, or its path, one that dbt can select?";
    }
    if (outcome.get().is("success")) {
      return "";
    }
    return outcome.get().is("skipped")
        ? "what it reads could not be built"
        : "it could not be built: " + outcome.get().message();
  }

  private static boolean isEphemeral(Manifest.Node node) {
    return node.config().path("materialized").asText("").equals("ephemeral");
  }

  private Counted counted(
      Subject subject, Manifest.Node node, Compiled project, List<Candidate> open) {
    List<Check> checks = open.stream().map(Candidate::check).toList();
    if (checks.isEmpty() || isEphemeral(node)) {
      return Counted.nothing(checks);
    }
    try (Production door = doors.inside(subject.sandbox())) {
      return new Counting(
              door,
              relation(node),
              name ->
                  project
                      .inference()
                      .referred(name)
                      .filter(to -> mayBeRead(to, node))
                      .map(TestWork::relation))
          .of(checks);
    }
  }

  /** A private model is read by its own group alone: a test of another makes dbt stop. */
  private static boolean mayBeRead(Manifest.Node to, Manifest.Node by) {
    return !to.config().path("access").asText(to.text("access")).equals("private")
        || to.text("group").equals(by.text("group"));
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
    Outcomes outcomes = Outcomes.read(blobs, run.runResults());
    return new Judging(plans, compiled.of(draft.manifest()), outcomes).of(draft.plans());
  }
}
