package dev.nightshift.bench.extraction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nightshift.activities.artifacts.ArtifactsReader;
import dev.nightshift.activities.artifacts.KeptRuns;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.FailureSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs in a JVM of its own, with little heap: the summary, and Jackson's reading of the same. */
public final class Measured {
  private Measured() {}

  /** A line for each round: our milliseconds, Jackson's, and the summary's bytes. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    requireWhole(summary(folder), folder);
    for (int round = 0; round < rounds; round++) {
      long begun = System.nanoTime();
      FailureSummary summary = summary(folder);
      long bytes = summary.details().size() + summary.markdown().size();
      long between = System.nanoTime();
      if (rounds > 1) {
        skipped(folder.resolve("manifest.json"));
        skipped(folder.resolve("run_results.json"));
      }
      long end = System.nanoTime();
      System.out.println((between - begun) / 1e6 + " " + (end - between) / 1e6 + " " + bytes);
    }
  }

  static FailureSummary summary(Path folder) {
    Settings.Project project = Settings.Project.of("large", "").artifacts(folder).made();
    return new ArtifactsReader(
            new Settings(folder, "", null, List.of(project)),
            blobs(folder),
            name -> Optional.empty(),
            new KeptRuns(folder.resolve("kept")))
        .summarize(new Location("large", "", null, null));
  }

  static FileBlobs blobs(Path folder) {
    return new FileBlobs(folder.resolve("blobs"));
  }

  /** A summary is no faster for what it leaves out. */
  static void requireWhole(FailureSummary summary, Path folder) throws IOException {
    RunFacts facts =
        Converter.json().readValue(blobs(folder).readText(summary.details()), RunFacts.class);
    if (facts.failing().size() != LargeRun.FAILED) {
      throw new IllegalStateException("not all that failed was found: " + facts.failing());
    }
    for (RunFacts.Outcome outcome : facts.failing()) {
      RunFacts.Part part = facts.parts().get(outcome.node());
      long below =
          facts.parts().values().stream().filter(it -> it.dependsOn().contains(part.id())).count();
      if (outcome.message().isEmpty()
          || part.compiledSql().isEmpty()
          || part.rawSql().isEmpty()
          || part.columns().isEmpty()
          || part.config("materialized").isEmpty()
          || !facts.parts().keySet().containsAll(part.dependsOn())
          || below < LargeRun.TESTS_OF_A_MODEL) {
        throw new IllegalStateException("something is left out of " + part);
      }
    }
  }

  private static void skipped(Path manifest) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(Files.newInputStream(manifest))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        parser.nextToken();
        parser.skipChildren();
      }
    }
  }
}
