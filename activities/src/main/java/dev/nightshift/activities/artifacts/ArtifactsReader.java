package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Artifacts from a folder below the one that the configuration allows, or from blobs. */
public final class ArtifactsReader implements Artifacts {
  private final Settings settings;
  private final Blobs blobs;
  private final ProjectNames names;

  public ArtifactsReader(Settings settings, Blobs blobs, ProjectNames names) {
    this.settings = settings;
    this.blobs = blobs;
    this.names = names;
  }

  @Override
  public FailureSummary summarize(Location location) {
    Settings.Project project = project(location.project());
    try (Handed handed = new Handed(blobs, project, location)) {
      return summary(project.name(), handed);
    }
  }

  @Override
  public Rerun rerun(Location location, List<String> nodes) {
    try (Handed handed = new Handed(blobs, project(location.project()), location)) {
      return handed
          .find(Kind.RUN_RESULTS)
          .map(file -> Reruns.of(RunResultsFile.of(file), nodes))
          .orElseGet(() -> new Rerun("", 0, 0, null, null));
    }
  }

  @Override
  public Rerun next(String project, List<String> nodes, long after) {
    Path folder = project(project).artifacts();
    if (folder == null) {
      throw ErrorKind.BAD_INPUT.failure(
          "nobody can tell which run is the next: the project has no artifacts folder in"
              + " nightshift.yml. Set projects[].artifacts to where its runs leave theirs.");
    }
    return Reruns.next(folder, nodes, after).orElse(null);
  }

  private Settings.Project project(String name) {
    return settings
        .project(name)
        .orElseThrow(
            () ->
                ErrorKind.BAD_INPUT.failure(
                    "There is no project "
                        + name
                        + " in nightshift.yml; it knows "
                        + settings.projects().stream().map(Settings.Project::name).toList()
                        + "."));
  }

  private FailureSummary summary(String project, Handed handed) {
    Optional<Meanwhile<Resources>> reading =
        handed.find(Kind.MANIFEST).map(file -> Meanwhile.of(() -> ManifestFile.of(file)));
    Optional<RunResultsFile> ran = handed.find(Kind.RUN_RESULTS).map(RunResultsFile::of);
    Optional<SourcesFile> asked = handed.find(Kind.SOURCES).map(SourcesFile::of);
    Optional<DbtLog> log = handed.log();
    Counted counted = Counted.of(ran, asked, log);
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
    BlobRef kept = stopped ? handed.kept(Kind.MANIFEST).orElse(null) : null;
    return new Summary(project, counted, log, manifest, blobs, handed::earlier).of(kept);
  }
}
