package dev.nightshift.bench.extraction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nightshift.activities.artifacts.ArtifactsReader;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
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
    for (int round = 0; round < rounds; round++) {
      long begun = System.nanoTime();
      long bytes = summarized(folder);
      long between = System.nanoTime();
      if (rounds > 1) {
        skipped(folder.resolve("manifest.json"));
        skipped(folder.resolve("run_results.json"));
      }
      long end = System.nanoTime();
      System.out.println((between - begun) / 1e6 + " " + (end - between) / 1e6 + " " + bytes);
    }
  }

  private static long summarized(Path folder) {
    Settings.Project project =
        new Settings.Project(
            "large", "", null, null, null, null, folder, null, null, null, null, null, null);
    FailureSummary summary =
        new ArtifactsReader(
                new Settings(folder, "", null, List.of(project)),
                new FileBlobs(folder.resolve("blobs")),
                name -> Optional.empty())
            .summarize(new Location("large", "", null, null));
    if (summary.failed() != LargeRun.FAILED) {
      throw new IllegalStateException("not all that failed was found: " + summary.failed());
    }
    return summary.details().size() + summary.markdown().size();
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
