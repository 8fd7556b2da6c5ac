package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import java.util.ArrayList;
import java.util.List;

/** Artifacts from a folder below the one that the configuration allows, or from blobs. */
public final class ArtifactsReader implements Artifacts {
  private static final int MOST_FAILURES = 50;

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
    try (Handed handed = new Handed(blobs);
        ArtifactFile ran = handed.open(project, location, ArtifactFile.Kind.RUN_RESULTS);
        ArtifactFile knew = handed.open(project, location, ArtifactFile.Kind.MANIFEST)) {
      RunResultsFile run = RunResultsFile.of(ran);
      ManifestFile manifest = ManifestFile.of(knew);
      Belonging.check(run.results(), manifest, names.of(project.name()), project.name());
      return summary(project.name(), run, manifest);
    }
  }

  private FailureSummary summary(String project, RunResultsFile run, ManifestFile manifest) {
    RunResults results = run.results();
    List<RunResults.Result> failed =
        results.results().stream().filter(RunResults.Result::failed).toList();
    List<String> skipped =
        results.results().stream()
            .filter(RunResults.Result::skipped)
            .map(RunResults.Result::node)
            .toList();
    int passed = results.results().size() - failed.size() - skipped.size();
    RunFacts facts = facts(project, run, manifest, failed, skipped);
    return new FailureSummary(
        project,
        facts.invocation(),
        facts.dbtVersion(),
        facts.adapter(),
        facts.generatedAt(),
        failed.size(),
        skipped.size(),
        passed,
        failures(failed, manifest),
        blobs.putText("run-facts.json", json(facts)),
        blobs.putText("failures.md", Markdown.of(facts, passed)),
        facts.database(),
        facts.notes());
  }

  private static List<Failure> failures(List<RunResults.Result> failed, Resources manifest) {
    Selectors selectors = new Selectors(manifest);
    return failed.stream()
        .limit(MOST_FAILURES)
        .map(
            result -> {
              String id = result.node();
              String type = manifest.node(id).map(Manifest.Node::type).orElse("");
              String name = manifest.node(id).map(Manifest.Node::name).orElse(id);
              String path = manifest.node(id).map(Manifest.Node::path).orElse("");
              return new Failure(
                  id,
                  name,
                  selectors.of(id),
                  type,
                  result.status(),
                  Messages.inShort(result.message()),
                  path,
                  result.failures());
            })
        .toList();
  }

  private static RunFacts facts(
      String project,
      RunResultsFile run,
      ManifestFile manifest,
      List<RunResults.Result> failed,
      List<String> skipped) {
    RunResults results = run.results();
    Neighbourhood neighbourhood = new Neighbourhood(manifest);
    var parts =
        neighbourhood.around(
            failed.stream().map(RunResults.Result::node).toList(), run::compiledSql);
    List<String> notes = new ArrayList<>(Belonging.notes(results, manifest));
    if (neighbourhood.cut()) {
      notes.add("The graph around the failures was too large and was cut.");
    }
    JsonNode metadata = results.metadata();
    return new RunFacts(
        project,
        manifest.metadata().path("project_name").asText(""),
        metadata.path("invocation_id").asText(""),
        results.command(),
        metadata.path("dbt_version").asText(""),
        manifest.metadata().path("adapter_type").asText(""),
        metadata.path("generated_at").asText(""),
        failed.stream()
            .map(
                result ->
                    new Outcome(
                        result.node(),
                        result.status(),
                        Messages.whole(result.message()),
                        result.failures()))
            .toList(),
        skipped,
        parts,
        notes);
  }

  private static String json(Object value) {
    try {
      return Converter.json().writeValueAsString(value);
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The run's facts could not be written as JSON.", broken);
    }
  }
}
