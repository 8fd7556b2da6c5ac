package dev.nightshift.bench.extraction;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.diagnosis.RunBriefings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.bench.dbt.Folder;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All that an agent is handed of a failed run, against the artifacts that it was made of. */
public final class Context implements Benchmark {
  private static final int MODELS = 2_000;
  private static final double BAR = 0.01;

  /** A team that writes down what it learns has so many, most of them of something else. */
  private static final int PAGES = 30;

  private static final String PROSE =
      "When the loader of this table was late, its rows come twice. Ask the platform desk. ";

  private final int models;

  public Context() {
    this(MODELS);
  }

  Context(int models) {
    this.models = models;
  }

  @Override
  public String name() {
    return "context";
  }

  @Override
  public String shows() {
    return "what an agent is handed of a run of 2,000 models, ten of which failed, in bytes";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-context");
    try {
      FailureSummary summary = lastOfFourNights(folder);
      double raw =
          Files.size(folder.resolve("manifest.json"))
              + Files.size(folder.resolve("run_results.json"));
      Measured.requireWhole(summary, folder);
      BlobRef briefing = briefing(folder, summary);
      requireAll(summary, Measured.blobs(folder).readText(briefing));
      progress.accept(
          "facts %,d bytes, briefing %,d bytes, of %,.0f"
              .formatted(summary.details().size(), briefing.size(), raw));
      return List.of(
          Figure.of(
              "context against the artifacts",
              (double) (summary.details().size() + briefing.size()),
              raw,
              BAR,
              "bytes"));
    } finally {
      Folders.delete(folder);
    }
  }

  /** Of which all passed in the first, and the same failed in the others. */
  FailureSummary lastOfFourNights(Path folder) throws Exception {
    FailureSummary last = null;
    for (int day = 17; day <= 20; day++) {
      new LargeRun(models, "2026-11-" + day, day == 17 ? 0 : LargeRun.FAILED).write(folder);
      last = Measured.summary(folder);
    }
    return last;
  }

  static BlobRef briefing(Path folder, FailureSummary summary) throws JsonProcessingException {
    FileBlobs blobs = Measured.blobs(folder);
    List<Cause> causes = summary.failures().stream().map(Context::cause).toList();
    Case subject = new Case(summary, new Workspace("large", "", "", "", null), null);
    BlobRef facts =
        blobs.putText("facts.json", Converter.json().writeValueAsString(facts(summary)));
    return new RunBriefings((workspace, attempt) -> new Folder(folder), blobs)
        .write(subject, new Findings(causes, facts, null));
  }

  private static Cause cause(Failure failure) {
    return new Cause(
        "code_error",
        Verdict.CODE,
        failure.node(),
        List.of(failure.node()),
        "it reads a column that is not there: " + failure.name(),
        List.of(Evidence.of(evidence(failure), "production")),
        null,
        new KnowledgeMatch(page(0), "What we know, part 0", "v1", PROSE, null));
  }

  private static String evidence(Failure failure) {
    return "the relation of " + failure.name() + " has 48 columns, none of which is called so";
  }

  private static String page(int number) {
    return ".nightshift/knowledge/part-" + number + ".md";
  }

  /** What a diagnosis gathers: when each passed last, what changed since, and the team's pages. */
  private static Map<String, Object> facts(FailureSummary summary) {
    List<Object> failed = new ArrayList<>();
    for (Failure failure : summary.failures()) {
      failed.add(
          Map.of(
              "id",
              failure.node(),
              "name",
              failure.name(),
              "since",
              since(failure),
              "changes",
              List.of(
                  Map.of(
                      "node",
                      failure.node(),
                      "file",
                      file(failure),
                      "commit",
                      "c0ffee1",
                      "subject",
                      "Rename the columns of " + failure.name(),
                      "author",
                      "ada",
                      "without",
                      "PASSES"))));
    }
    List<Object> pages =
        IntStream.range(0, PAGES)
            .mapToObj(
                n ->
                    (Object)
                        Map.of(
                            "path",
                            page(n),
                            "title",
                            "What we know, part " + n,
                            "prose",
                            PROSE.repeat(30)))
            .toList();
    return Map.of("project", "large", "adapter", "duckdb", "failed", failed, "entries", pages);
  }

  private static Map<String, Object> since(Failure failure) {
    return Map.of(
        "known",
        true,
        "byRun",
        true,
        "at",
        "2026-11-17T06:00:00Z",
        "files",
        List.of(file(failure)));
  }

  private static String file(Failure failure) {
    return "models/a/" + failure.name() + ".sql";
  }

  /** What is short because something is left out is no context. */
  static void requireAll(FailureSummary summary, String briefing) {
    if (summary.failures().size() != LargeRun.FAILED) {
      throw new IllegalStateException("not all that failed is told: " + summary.nodes());
    }
    require(briefing, "Read the failures");
    for (int n = 0; n < PAGES; n++) {
      require(briefing, "- What we know, part " + n + " (`" + page(n) + "`)");
    }
    require(briefing, PROSE.strip());
    for (Failure failure : summary.failures()) {
      String node = failure.node();
      int number = Integer.parseInt(node.substring(node.lastIndexOf('_') + 1));
      String own = part(briefing, "\n## " + node + " (error)\n", "\n## ");
      require(own, "`" + file(failure) + "`, reads " + LargeRun.id(number / 2));
      require(own, "materialized: table");
      require(own, "Binder Error");
      require(own, "```sql\nwith base as (");
      require(
          own,
          "Failed in 2 of the 3 runs before, without a break since 2026-11-18T06:00:00Z; passed"
              + " last at 2026-11-17T06:00:00Z.");
      String cause = part(briefing, "\n### CODE code_error: " + node + "\n", "\n##");
      require(cause, "it reads a column that is not there: " + failure.name());
      require(cause, "Explains: `" + node + "`");
      require(cause, "- " + evidence(failure));
      String around = part(briefing, "\n- `" + node + "`\n", "\n- `");
      require(around, "made of: `" + LargeRun.id(number / 2) + "`");
      require(around, "below it: `test.large.");
      require(briefing, "Last passed: `" + node + "`, at 2026-11-17T06:00:00Z. Files that changed");
      require(
          briefing,
          "- `"
              + file(failure)
              + "` by c0ffee1 («Rename the columns of "
              + failure.name()
              + "»): without it `"
              + node
              + "` passes");
    }
  }

  /** From a heading to where the next begins. */
  private static String part(String briefing, String heading, String next) {
    int from = briefing.indexOf(heading);
    if (from < 0) {
      throw new IllegalStateException("the briefing leaves out " + heading.strip());
    }
    int to = briefing.indexOf(next, from + heading.length());
    return briefing.substring(from, to < 0 ? briefing.length() : to);
  }

  private static void require(String text, String wanted) {
    if (!text.contains(wanted)) {
      throw new IllegalStateException("the briefing leaves out «" + wanted + "» in:\n" + text);
    }
  }
}
