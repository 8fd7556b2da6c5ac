package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Artifacts from a folder below the one that the configuration allows, or from blobs. */
public final class ArtifactsReader implements Artifacts {
  private final Settings settings;
  private final Blobs blobs;
  private final ProjectNames names;
  private final KeptRuns runs;

  public ArtifactsReader(Settings settings, Blobs blobs, ProjectNames names, KeptRuns runs) {
    this.settings = settings;
    this.blobs = blobs;
    this.names = names;
    this.runs = runs;
  }

  @Override
  public FailureSummary summarize(Location location) {
    Settings.Project project = settings.needed(location.project());
    try (Handed handed = new Handed(blobs, project, location)) {
      return summary(project.name(), handed);
    }
  }

  @Override
  public Gathered gather(Parts parts) {
    Location together;
    try (Several several = new Several(blobs, settings.needed(parts.project()))) {
      together = several.of(parts);
    }
    Set<String> failing = failing(together);
    boolean passed = failing.isEmpty();
    if (parts.known() != null) {
      failing.removeAll(failing(parts.known()));
    }
    return new Gathered(together, !failing.isEmpty(), passed);
  }

  /** That it cannot be read is something to be told too. */
  private Set<String> failing(Location location) {
    Set<String> failing = new HashSet<>();
    try {
      RunFacts facts =
          Converter.json().readValue(blobs.readText(summarize(location).details()), RunFacts.class);
      facts.failing().forEach(one -> failing.add(one.node()));
      facts.stopped().forEach(one -> failing.add(one.message()));
    } catch (ApplicationFailure wrong) {
      if (ErrorKind.of(wrong).retryable()) {
        throw wrong;
      }
      failing.add(ErrorKind.messageOf(wrong));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The run's facts are not as they were written.", broken);
    }
    return failing;
  }

  @Override
  public Rerun rerun(Location location, List<String> nodes) {
    try (Handed handed = new Handed(blobs, settings.needed(location.project()), location)) {
      return handed
          .find(Kind.RUN_RESULTS)
          .map(file -> LaterRun.of(RunResultsFile.of(file)).of(nodes))
          .orElseGet(() -> new Rerun("", 0, 0, null, null));
    }
  }

  @Override
  public Rerun next(String project, List<String> nodes, long after) {
    // Its own folder is first: what is there too has its manifest there.
    List<Path> folders =
        Stream.of(settings.needed(project).artifacts(), runs.of(project))
            .filter(Objects::nonNull)
            .toList();
    return Reruns.next(folders, nodes, after).orElse(null);
  }

  private FailureSummary summary(String project, Handed handed) {
    Optional<Meanwhile<Resources>> reading =
        handed.find(Kind.MANIFEST).map(file -> Meanwhile.of(() -> ManifestFile.of(file)));
    Optional<RunResultsFile> ran = handed.find(Kind.RUN_RESULTS).map(RunResultsFile::of);
    Optional<SourcesFile> asked = handed.find(Kind.SOURCES).map(SourcesFile::of);
    Optional<DbtLog> log = handed.log();
    Counted counted = Counted.of(ran, asked, log).with(handed.notes());
    boolean stopped = counted.stop().isPresent();
    if (!stopped && ran.isEmpty() && asked.isEmpty()) {
      throw Counted.nothing(handed.absent(Kind.RUN_RESULTS), log);
    }
    if (!stopped && reading.isEmpty()) {
      throw handed.absent(Kind.MANIFEST);
    }
    Resources manifest = reading.map(Meanwhile::get).orElseGet(NoManifest::new);
    Belonging.check(manifest, names.of(project), project);
    counted.run().ifPresent(run -> Belonging.check(run.results(), manifest));
    counted.sources().ifPresent(sources -> Belonging.check(sources, manifest));
    if (!handed.isOfOneWhoRemembers()) {
      counted.run().ifPresent(run -> runs.keep(project, run));
    }
    BlobRef kept = stopped ? handed.kept(Kind.MANIFEST).orElse(null) : null;
    return new Summary(
            project, counted, log, manifest, blobs, nodes -> earlier(project, handed, nodes))
        .of(kept);
  }

  /** What lies beside may be of before anybody told of a run. */
  private List<PastRun> earlier(String project, Handed handed, List<String> nodes) {
    List<PastRun> earlier = new ArrayList<>(handed.earlier(nodes));
    if (!handed.isOfOneWhoRemembers()) {
      earlier.addAll(runs.telling(project, nodes));
    }
    return earlier;
  }
}
