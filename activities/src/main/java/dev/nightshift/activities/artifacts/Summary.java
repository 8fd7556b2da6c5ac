package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.activities.artifacts.RunFacts.Freshness;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that count, in short. */
final class Summary {
  private static final int MOST_FAILURES = 50;

  /** An id of an invocation has 36 characters; what is longer, nobody reads. */
  private static final int LONGEST = 200;

  /** It may name what the files say. */
  private static final int LONGEST_NOTE = 1_000;

  private static final String TYPE = "(?:model|snapshot|seed|test|analysis)";
  private static final Pattern NODE_ID = Pattern.compile("\\b" + TYPE + "(?:\\.\\w+){2,3}\\b");
  private static final Pattern NODE_NAME = Pattern.compile("Error in (" + TYPE + ") (\\w+) \\(");

  private final String project;
  private final Counted counted;
  private final Resources manifest;
  private final Blobs blobs;
  private final Function<List<String>, List<PastRun>> earlier;
  private final List<RunResults.Result> failed;
  private final List<String> ran;
  private final List<String> skipped;
  private final List<Freshness> freshness;

  /** {@code earlier} gives what the runs before say of nodes. */
  Summary(
      String project,
      Counted counted,
      Optional<DbtLog> log,
      Resources manifest,
      Blobs blobs,
      Function<List<String>, List<PastRun>> earlier) {
    this.project = project;
    this.earlier = earlier;
    this.counted = counted;
    this.manifest = manifest;
    this.blobs = blobs;
    List<RunResults.Result> results =
        counted.run().map(run -> run.results().results()).orElse(List.of());
    this.failed = results.stream().filter(RunResults.Result::failed).toList();
    this.ran = results.stream().map(RunResults.Result::node).toList();
    this.skipped =
        results.stream().filter(RunResults.Result::skipped).map(RunResults.Result::node).toList();
    this.freshness =
        counted.sources().map(sources -> sources.freshness(manifest, log)).orElse(List.of());
  }

  FailureSummary of(BlobRef kept) {
    List<Freshness> stale = freshness.stream().filter(Freshness::failed).toList();
    int total = counted.run().map(run -> run.results().results().size()).orElse(0);
    int passed = total - failed.size() - skipped.size() + freshness.size() - stale.size();
    RunFacts facts = facts(stale);
    return new FailureSummary(
        project,
        facts.invocation(),
        facts.dbtVersion(),
        facts.adapter(),
        facts.generatedAt(),
        failed.size() + stale.size(),
        skipped.size(),
        passed,
        failures(stale),
        blobs.putText("run-facts.json", json(facts)),
        blobs.putText("failures.md", Markdown.of(facts, passed)),
        facts.database(),
        facts.notes(),
        facts.stopped(),
        kept,
        strictness());
  }

  private List<Failure> failures(List<Freshness> stale) {
    Selectors selectors = new Selectors(manifest, ran);
    List<Failure> failures = new ArrayList<>();
    failed.stream()
        .limit(MOST_FAILURES)
        .forEach(
            result ->
                failures.add(
                    failure(
                        result.node(),
                        selectors.of(result.node()),
                        result.status(),
                        result.message(),
                        result.failures())));
    // Building what is below a late source would tell nothing of it: it is selected by nothing.
    stale.stream()
        .limit(MOST_FAILURES - failures.size())
        .forEach(
            source -> failures.add(failure(source.source(), "", source.status(), says(source), 0)));
    return failures;
  }

  private Failure failure(String id, String selector, String status, String message, long rows) {
    return new Failure(
        id,
        manifest.node(id).map(Manifest.Node::name).orElse(id),
        selector,
        manifest.node(id).map(Manifest.Node::type).orElse(""),
        status,
        Messages.inShort(message),
        manifest.node(id).map(Manifest.Node::path).orElse(""),
        rows);
  }

  /** Where nothing that was read failed, what was not read may have. */
  private String leftOut(SourcesFile sources) {
    boolean nothing = failed.isEmpty() && freshness.stream().noneMatch(Freshness::failed);
    List<String> out = nothing ? sources.leftOut(manifest) : List.of();
    if (out.isEmpty()) {
      return "";
    }
    return "sources.json says nothing of "
        + (out.size() == 1 ? out.get(0) : out.size() + " sources that have a limit")
        + (out.size() == 1 ? ", which has a limit" : " (the first is " + out.get(0) + ")")
        + ". dbt leaves a source out when nobody asked for it, and also when its query broke: only"
        + " dbt's log tells which, so hand that over too.";
  }

  /** dbt writes no message for a late source. */
  private static String says(Freshness source) {
    if (!source.error().isEmpty()) {
      return source.error();
    }
    if (source.newest().isEmpty()) {
      return "It has no rows that say when they came.";
    }
    return "Its newest row is of "
        + source.newest()
        + ", and more than "
        + source.count()
        + " "
        + source.period()
        + (source.count() == 1 ? "" : "s")
        + " is an error.";
  }

  private RunFacts facts(List<Freshness> stale) {
    Neighbourhood neighbourhood = new Neighbourhood(manifest);
    Set<String> around = new LinkedHashSet<>();
    failed.forEach(result -> around.add(result.node()));
    stale.forEach(source -> around.add(source.source()));
    stopped().forEach(error -> named(error).filter(manifest::has).forEach(around::add));
    var parts =
        neighbourhood.around(
            around, id -> counted.run().map(run -> run.compiledSql(id)).orElse(""));
    List<String> notes = new ArrayList<>(counted.notes());
    counted.run().ifPresent(run -> notes.addAll(Belonging.notes(run.results(), manifest)));
    counted.sources().map(this::leftOut).filter(note -> !note.isEmpty()).ifPresent(notes::add);
    if (neighbourhood.cut()) {
      notes.add("The graph around the failures was too large and was cut.");
    }
    List<Outcome> outcomes = new ArrayList<>();
    failed.forEach(
        result ->
            outcomes.add(
                new Outcome(
                    result.node(),
                    result.status(),
                    Messages.whole(result.message()),
                    result.failures())));
    stale.forEach(
        source -> outcomes.add(new Outcome(source.source(), source.status(), says(source), 0)));
    List<String> told = new ArrayList<>(outcomes.stream().map(Outcome::node).toList());
    // With a fix they run, and may fail by themselves.
    skipped.stream().filter(parts::containsKey).forEach(told::add);
    PastRuns past = past(told);
    return new RunFacts(
        project,
        brief(manifest.metadata().path("project_name").asText("")),
        said("invocation_id", counted.stop().map(DbtLog::invocation).orElse("")),
        brief(command()),
        said("dbt_version", counted.stop().map(DbtLog::version).orElse("")),
        brief(
            manifest
                .metadata()
                .path("adapter_type")
                .asText(counted.stop().map(DbtLog::adapter).orElse(""))),
        said("generated_at", counted.stop().map(DbtLog::at).orElse("")),
        outcomes,
        skipped,
        parts,
        notes.stream().map(note -> cut(note, LONGEST_NOTE)).toList(),
        freshness,
        stopped(),
        told.stream().map(past::streak).flatMap(Optional::stream).toList(),
        CalledMacros.of(failed, manifest));
  }

  private PastRuns past(List<String> nodes) {
    return Counted.instant(said("generated_at", ""))
        .map(tonight -> PastRuns.of(earlier.apply(nodes), tonight))
        .orElse(new PastRuns(List.of()));
  }

  /** The nodes that an error names, whole or by their type and name. */
  private Stream<String> named(DbtError error) {
    String project = manifest.metadata().path("project_name").asText("");
    Stream<String> whole = NODE_ID.matcher(error.message()).results().map(MatchResult::group);
    Stream<String> inPart =
        NODE_NAME
            .matcher(error.message())
            .results()
            .map(it -> it.group(1) + "." + project + "." + it.group(2));
    return Stream.concat(whole, inPart);
  }

  private List<DbtError> stopped() {
    return counted.stop().map(DbtLog::stopping).orElse(List.of());
  }

  private String command() {
    return counted
        .run()
        .map(run -> run.results().command())
        .orElse(counted.sources().isPresent() ? "freshness" : "");
  }

  /** Without a word of its arguments, what it stopped at tells. */
  private String strictness() {
    String version = said("dbt_version", counted.stop().map(DbtLog::version).orElse(""));
    String told =
        counted
            .run()
            .map(run -> Strictness.of(run.results().arguments(), version))
            .or(() -> counted.stop().map(DbtLog::strictness))
            .orElse("");
    return told.isEmpty()
        ? Strictness.at(stopped().stream().map(DbtError::message).toList(), version)
        : told;
  }

  /** Of the results that count; where both do, of the nodes'. */
  private String said(String field, String otherwise) {
    JsonNode metadata =
        counted
            .run()
            .map(run -> run.results().metadata())
            .or(() -> counted.sources().map(SourcesFile::metadata))
            .orElse(MissingNode.getInstance());
    return brief(metadata.path(field).asText(otherwise));
  }

  /** It goes into a history. */
  private static String brief(String said) {
    return cut(said, LONGEST);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String json(Object value) {
    try {
      return Converter.json().writeValueAsString(value);
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The run's facts could not be written as JSON.", broken);
    }
  }
}
