package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.diagnosis.ChangeFacts.Since;
import dev.nightshift.activities.diagnosis.CodeFacts.CodeLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Facts.LateLook;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.git.Histories.Span;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.values.Privacy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gathers the facts: each failing node is looked at as its trouble asks for. */
final class Gathering {
  private final RunFacts run;
  private final Entries entries;
  private final Graph graph;
  private final MissingColumns missingColumns;
  private final OutOfSync outOfSync;
  private final TestLooks tests;
  private final CastLooks casts;
  private final CodeLooks code;
  private final LateLooks late;
  private final StopLooks stops;
  private final ChangeLooks changes;
  private final Witness witness;
  private final Marks marks;
  private final LastPassed passed;
  private final Bulkhead bulkhead = new Bulkhead();

  /** {@code since} gives what came into the project since a time, or with the newest commits. */
  Gathering(
      RunFacts run,
      Entries entries,
      Production production,
      Path project,
      Function<Span, Lately> since,
      Privacy privacy) {
    this.witness = new Witness(production);
    this.run = run;
    this.passed = new LastPassed(run, since);
    this.entries = entries;
    this.graph = new Graph(run, witness);
    this.marks = new Marks(graph, privacy, entries.all());
    OldValues oldValues = new OldValues(graph, witness);
    RenamedAbove renamed = new RenamedAbove(graph, witness, project, passed);
    this.missingColumns = new MissingColumns(graph, witness, oldValues, renamed);
    this.outOfSync = new OutOfSync(graph, passed);
    this.tests =
        new TestLooks(graph, witness, marks, new ListLooks(project, run.dbtProject()), bulkhead);
    this.casts = new CastLooks(graph, witness, oldValues);
    this.code = new CodeLooks(graph, witness, project, passed);
    this.late = new LateLooks(run.freshness(), graph);
    this.stops = new StopLooks(graph, witness, project, () -> passed.lately(""), bulkhead);
    this.changes = new ChangeLooks(graph, witness, project, passed);
  }

  Facts facts() {
    List<FailedNode> failed = new ArrayList<>();
    for (Outcome outcome : run.failing()) {
      FailedNode node = bulkhead.of("messages", () -> node(outcome), unseen(outcome));
      // A page may be for a value; what is kept is only that it speaks of this one.
      failed.add(
          node.saying(
              bulkhead.of(
                  "pages", () -> entries.said(Messages.whole(outcome.message())), List.of())));
    }
    return new Facts(
        run.project(),
        run.adapter(),
        run.dbtVersion(),
        failed,
        entries.all(),
        run.notes(),
        stops.look(),
        run.stopped().isEmpty() ? null : since(""),
        run.streaks());
  }

  /** What breaks among the looks is known to it; the rules and what comes after go by it too. */
  Bulkhead bulkhead() {
    return bulkhead;
  }

  Particulars particulars(Blobs blobs) {
    return new Particulars(graph, witness, marks, blobs, bulkhead);
  }

  private FailedNode node(Outcome outcome) {
    Optional<LateLook> lateness = late.look(outcome.node());
    Trouble trouble = lateness.isPresent() ? null : Trouble.of(outcome.status(), outcome.message());
    Part part = graph.part(outcome.node()).orElse(null);
    if (part == null) {
      return unknown(outcome, message(outcome), trouble, lateness.orElse(null));
    }
    if (part.isSource() || lateness.isPresent()) {
      return source(part, outcome, trouble, lateness);
    }
    boolean dataTest = trouble.kind() == Trouble.Kind.TEST_FAILED && part.type().equals("test");
    Part read = isOfItself(trouble) ? part : graph.reader(part);
    return new FailedNode(
        part.id(),
        part.type(),
        part.name(),
        read.path(),
        message(outcome),
        trouble,
        about(part),
        trouble.kind() == Trouble.Kind.MISSING_COLUMN
            ? bulkhead.of("missing columns", () -> missingColumns.look(read, trouble.name()), null)
            : bulkhead.of(
                "incremental columns",
                () -> outOfSync.look(part, outcome.message()).orElse(null),
                null),
        dataTest ? bulkhead.of("tests", () -> tests.look(part, outcome), null) : null,
        isOfTypes(trouble)
            ? bulkhead.of("types", () -> casts.look(part, outcome.message()), null)
            : null,
        switch (trouble.kind()) {
          case MISSING_COLUMN,
              AMBIGUOUS,
              MISSING_RELATION,
              SYNTAX,
              COMPILATION,
              CONTRACT,
              DIVISION ->
              bulkhead.of("code", () -> code.look(read, trouble, outcome.message()), null);
          default -> null;
        },
        null,
        bulkhead.of("changes", () -> changes.look(part), null),
        since(part));
  }

  private Since since(Part part) {
    List<String> unasked = bulkhead.of("changes", () -> changes.unasked(part), List.of());
    Since since = since(part.id());
    return since == null ? null : since.without(unasked);
  }

  private Since since(String node) {
    return bulkhead.of("what came in", () -> passed.since(node), null);
  }

  /** Of what nothing could be read but that it failed. */
  private static FailedNode unseen(Outcome outcome) {
    return unknown(outcome, "", null, null);
  }

  private static FailedNode unknown(
      Outcome outcome, String message, Trouble trouble, LateLook late) {
    return new FailedNode(
        outcome.node(),
        "",
        outcome.node(),
        "",
        message,
        trouble,
        List.of(),
        null,
        null,
        null,
        null,
        late,
        null,
        null);
  }

  /** Its code is dbt's own query: only its relation or the field of its age may be wrong. */
  private FailedNode source(
      Part part, Outcome outcome, Trouble trouble, Optional<LateLook> lateness) {
    Trouble.Kind kind = trouble == null ? Trouble.Kind.OTHER : trouble.kind();
    Optional<CodeLook> wrong =
        switch (kind) {
          case MISSING_RELATION ->
              Optional.of(code.look(part, trouble, outcome.message()))
                  .filter(look -> !look.missingSource().isEmpty());
          case MISSING_COLUMN ->
              Optional.of(part.loadedAtField())
                  .filter(trouble.name()::equalsIgnoreCase)
                  .map(field -> code.loadedAt(part));
          default -> Optional.empty();
        };
    return new FailedNode(
        part.id(),
        part.type(),
        part.name(),
        part.path(),
        message(outcome),
        trouble,
        about(part),
        null,
        null,
        null,
        wrong.orElse(null),
        lateness.orElse(null),
        null,
        null);
  }

  /** Of a unit test: what it expects, or what it gives, and not the code that it runs. */
  private static boolean isOfItself(Trouble trouble) {
    return trouble.kind() == Trouble.Kind.TEST_FAILED || trouble.kind() == Trouble.Kind.COMPILATION;
  }

  private static boolean isOfTypes(Trouble trouble) {
    return trouble.kind() == Trouble.Kind.CONVERSION
        || trouble.kind() == Trouble.Kind.TYPE_MISMATCH;
  }

  private static String message(Outcome outcome) {
    return Messages.valueFree(outcome.message()).strip();
  }

  /** Names by which a page of the knowledge base may speak of it. */
  private List<String> about(Part part) {
    Set<String> names = new LinkedHashSet<>(List.of(part.name()));
    graph.above(part).stream()
        .filter(above -> !above.isTest())
        .forEach(above -> names.add(above.name()));
    return List.copyOf(names);
  }
}
