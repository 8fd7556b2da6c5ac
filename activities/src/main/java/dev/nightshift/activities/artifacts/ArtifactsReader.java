package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.FailureSummary;
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
    Settings.Project project =
        settings
            .project(location.project())
            .orElseThrow(
                () ->
                    ErrorKind.BAD_INPUT.failure(
                        "There is no project "
                            + location.project()
                            + " in nightshift.yml; it knows "
                            + settings.projects().stream().map(Settings.Project::name).toList()
                            + "."));
    try (Handed handed = new Handed(blobs, project, location)) {
      return summary(project.name(), handed);
    }
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
