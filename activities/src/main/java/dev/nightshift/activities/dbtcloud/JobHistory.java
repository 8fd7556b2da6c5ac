package dev.nightshift.activities.dbtcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.activities.artifacts.PastRun;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The runs of the job before this one: of those that failed, how these nodes ended in them. */
final class JobHistory {
  private static final int MOST_RUNS = 30;

  /** Tonight's is among them, and what ran since where it is looked after late. */
  private static final int MOST_LISTED = 60;

  /** Each that failed is a file to download; of what is beyond, it is known that it failed. */
  private static final long MOST_BYTES = 128L << 20;

  private static final int MOST_LIST = 32 << 20;

  private final CloudApi api;
  private final CloudRun run;
  private long left;

  JobHistory(CloudApi api, CloudRun run, long mostBytes) {
    this.api = api;
    this.run = run;
    this.left = Math.min(mostBytes, MOST_BYTES);
  }

  List<PastRun> of(Set<String> nodes) {
    if (nodes.isEmpty() || run.job().isEmpty()) {
      return List.of();
    }
    List<PastRun> past = new ArrayList<>();
    for (JsonNode one : runs()) {
      CloudRun earlier = RunJson.read(one, "");
      boolean ended = earlier.status() == Status.PASSED || earlier.status() == Status.FAILED;
      if (!ended || !run.isAfter(earlier.id()) || earlier.finishedAt() == 0) {
        continue;
      }
      if (past.size() == MOST_RUNS) {
        break;
      }
      String at = Instant.ofEpochMilli(earlier.finishedAt()).toString();
      if (earlier.status() == Status.PASSED) {
        past.add(new PastRun(at, true, Map.of()).from(began(earlier), earlier.commit()));
      } else {
        past.add(
            failed(earlier, nodes)
                .map(results -> results.from(began(earlier), earlier.commit()))
                .orElseGet(() -> PastRun.unread(at)));
      }
    }
    return past;
  }

  /** The code is fetched once it has started, and dbt begins later. */
  private static String began(CloudRun run) {
    return run.startedAt() == 0 ? "" : Instant.ofEpochMilli(run.startedAt()).toString();
  }

  private JsonNode runs() {
    return known(this::listed).orElseGet(MissingNode::getInstance);
  }

  private JsonNode listed() {
    return api.data(
        "runs/",
        Map.of(
            "job_definition_id",
            run.job(),
            "status__in",
            "[10,20]",
            "order_by",
            "-id",
            "limit",
            String.valueOf(MOST_LISTED)),
        MOST_LIST);
  }

  /** Of a run that left nothing, or whose artifacts were deleted since, nothing is known. */
  private Optional<PastRun> failed(CloudRun earlier, Set<String> nodes) {
    if (left <= 0) {
      return Optional.empty();
    }
    Path file = null;
    try {
      Path results = Files.createTempFile("nightshift-cloud", ".json");
      file = results;
      return known(() -> downloaded(earlier, results)).flatMap(one -> PastRun.read(one, nodes));
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure("run_results.json cannot be kept here: " + full, full);
    } finally {
      LeftBehind.delete(file);
    }
  }

  private Path downloaded(CloudRun earlier, Path file) {
    String path = CloudRuns.runPath(earlier.id()) + "artifacts/run_results.json";
    api.download(path, Map.of(), file, left);
    left -= file.toFile().length();
    return file;
  }

  /** What passes with time is tried again; else tonight is looked after without it. */
  private static <T> Optional<T> known(Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (RuntimeException failure) {
      if (ErrorKind.of(failure).retryable()) {
        throw failure;
      }
      return Optional.empty();
    }
  }
}
