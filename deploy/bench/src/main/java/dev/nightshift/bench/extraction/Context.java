package dev.nightshift.bench.extraction;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.diagnosis.RunBriefings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.bench.dbt.Folder;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** All that an agent is handed of a failed run, against the artifacts that it was made of. */
public final class Context implements Benchmark {
  private static final int MODELS = 2_000;
  private static final double BAR = 0.01;

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
      new LargeRun(MODELS).write(folder);
      double raw =
          Files.size(folder.resolve("manifest.json"))
              + Files.size(folder.resolve("run_results.json"));
      FailureSummary summary = Measured.summary(folder);
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

  private static BlobRef briefing(Path folder, FailureSummary summary) {
    FileBlobs blobs = Measured.blobs(folder);
    List<Cause> causes =
        summary.failures().stream()
            .map(
                failure ->
                    new Cause(
                        "code_error",
                        Verdict.CODE,
                        failure.node(),
                        List.of(failure.node()),
                        failure.message(),
                        null,
                        null,
                        null))
            .toList();
    Case subject = new Case(summary, new Workspace("large", "", "", "", null), null);
    BlobRef facts = blobs.putText("facts.json", "{}");
    return new RunBriefings((workspace, attempt) -> new Folder(folder), blobs)
        .write(subject, new Findings(causes, facts, null));
  }

  /** What is short because something is left out is no context. */
  private static void requireAll(FailureSummary summary, String briefing) {
    for (Failure failure : summary.failures()) {
      for (String wanted : List.of("## " + failure.node(), "CODE code_error: " + failure.node())) {
        if (!briefing.contains(wanted)) {
          throw new IllegalStateException("the briefing leaves out " + wanted);
        }
      }
    }
  }
}
