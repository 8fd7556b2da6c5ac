package dev.nightshift.starter.cli;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.fix.CloudFailure;
import dev.nightshift.starter.fix.EarlierRun;
import dev.nightshift.starter.fix.FailedRun;
import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.remediation.RemediationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "fix", description = "Look after a failed run of dbt.")
final class FixCommand extends ConfiguredCommand {
  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Whose run it is; needed when the configuration has several projects.")
  private String project;

  @Option(
      names = "--commit",
      defaultValue = "",
      paramLabel = "SHA",
      description = "The commit that ran; without it the main branch's.")
  private String commit;

  @Option(
      names = "--job",
      defaultValue = "",
      paramLabel = "NAME",
      description =
          "Of which job it is a run: a later run of the job that failed the same way takes its"
              + " place while it waits. dbt Cloud's runs say it themselves.")
  private String job;

  @Option(
      names = "--retry",
      description = "Once more, even where an earlier try has looked after it.")
  private boolean retry;

  @Option(
      names = "--follow",
      description =
          "Tell of it until it ends or, without a terminal, waits for a person; with --json the run"
              + " in a line each time that it has changed.")
  private boolean follow;

  FixCommand(Desk desk) {
    super(desk);
  }

  /** Either a folder that the configuration knows, or any folder. */
  private static final class What {
    @Parameters(
        paramLabel = "RUN",
        description =
            "The run's folder below the project's `artifacts` folder, or the id of a run of dbt"
                + " Cloud's; with --retry also the id of any run that was looked after, or a part"
                + " that only it has.")
    private String run;

    @Option(
        names = "--artifacts",
        paramLabel = "DIR",
        description =
            "Where the run left run_results.json or sources.json, and manifest.json, as in target/;"
                + " when dbt stopped early its log, dbt.log or logs/dbt.log, there or beside it.")
    private Path artifacts;
  }

  @Override
  public Integer call() throws InterruptedException {
    RemediationRequest request = request(desk.settings(config));
    Started started =
        retry ? desk.doors().flows().retry(request) : desk.doors().flows().start(request);
    if (follow) {
      return follow(started);
    }
    Optional<Run> there =
        started.now() ? Optional.empty() : desk.doors().flows().find(started.id());
    if (json) {
      sayJson(
          Map.of(
              "id",
              started.id(),
              "started",
              started.now(),
              "state",
              there.map(Run::state).orElse("working")));
    } else {
      say(told(started, there));
    }
    return there.map(Exit::of).orElse(Exit.DONE);
  }

  private int follow(Started started) throws InterruptedException {
    Optional<Run> run = desk.doors().flows().find(started.id());
    if (run.isPresent() && json) {
      return Exit.of(Following.asJson(desk).toTheEnd(run.get()));
    }
    if (json) {
      sayJson(Map.of("id", started.id(), "started", started.now(), "state", "unknown"));
      return Exit.FAILED;
    }
    say(told(started, started.now() ? Optional.empty() : run));
    if (run.isEmpty()) {
      return Exit.FAILED;
    }
    Run last = new Following(desk).toTheEnd(run.get());
    new RunText(desk.out(), desk.ink(), System.currentTimeMillis()).printFollowed(last);
    return Exit.of(last);
  }

  private static String told(Started started, Optional<Run> there) {
    if (started.now()) {
      return started.id() + " was started. See how it goes: ./nightshift show " + started.id();
    }
    boolean open = there.map(Run::open).orElse(true);
    return open
        ? started.id() + " is looked after already: ./nightshift show " + started.id()
        : started.id()
            + (there.filter(run -> !run.lookedAfter()).isPresent()
                ? " could not be finished, however often it was tried; see ./nightshift show "
                    + started.id()
                    + ". Once more: add --retry"
                : " was looked after before. Once more: add --retry");
  }

  private RemediationRequest request(Settings settings) {
    if (!commit.matches("|[0-9a-fA-F]{7,64}")) {
      throw new Refusal("--commit is the hash of a commit");
    }
    if (job.length() > RemediationRequest.LONGEST_JOB) {
      throw new Refusal("--job has at most " + RemediationRequest.LONGEST_JOB + " characters");
    }
    return isLookedAfter(settings) ? earlier(settings) : request(project(settings));
  }

  /** What a message tells to try again is named by its run alone. */
  private boolean isLookedAfter(Settings settings) {
    if (!retry || what.artifacts != null) {
      return false;
    }
    if (project == null && settings.projects().size() > 1) {
      return true;
    }
    Project subject = project(settings);
    return !isOfDbtCloud(subject) && !isFolder(subject);
  }

  private RemediationRequest earlier(Settings settings) {
    RemediationRequest before = desk.doors().flows().request(desk.anyTry(what.run));
    if (project != null && !project.equals(before.project())) {
      throw new Refusal(what.run + " is a run of " + before.project());
    }
    Project subject =
        settings
            .project(before.project())
            .orElseThrow(
                () ->
                    new Refusal(
                        what.run
                            + " is a run of "
                            + before.project()
                            + ", which the configuration does not know"));
    return ofJob(EarlierRun.request(subject, before, commit, "cli"));
  }

  private RemediationRequest request(Project subject) {
    if (isOfDbtCloud(subject)) {
      return ofJob(CloudFailure.request(subject, what.run, "cli"));
    }
    try {
      return ofJob(
          what.artifacts == null
              ? below(subject, what.run).request(subject, "", commit, "cli")
              : FailedRun.in(desk.folder().resolve(what.artifacts))
                  .uploaded(subject, "", commit, "cli", desk.doors().blobs()));
    } catch (IllegalArgumentException why) {
      throw new Refusal(why.getMessage());
    }
  }

  private RemediationRequest ofJob(RemediationRequest request) {
    if (job.isEmpty()) {
      return request;
    }
    if (request.cloud() != null) {
      throw new Refusal("a run of dbt Cloud's says itself of which job it is: leave --job out");
    }
    return request.ofJob(job);
  }

  /** A folder of that name is meant where there is one. */
  private boolean isOfDbtCloud(Project subject) {
    return subject.dbtCloud() != null
        && what.artifacts == null
        && CloudFailure.isRun(what.run)
        && !isFolder(subject);
  }

  private boolean isFolder(Project subject) {
    return Files.isDirectory(subject.artifacts().resolve(what.run));
  }

  private static FailedRun below(Project subject, String run) {
    try {
      return FailedRun.below(subject, run);
    } catch (IllegalArgumentException why) {
      throw new Refusal("«" + run + "»: " + why.getMessage() + " (" + subject.artifacts() + ")");
    }
  }

  private Project project(Settings settings) {
    List<String> names = settings.projects().stream().map(Project::name).toList();
    if (project == null) {
      if (names.size() > 1) {
        throw new Refusal("whose run is it? Say --project, one of: " + String.join(", ", names));
      }
      return settings.projects().get(0);
    }
    return settings
        .project(project)
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no project «"
                        + project
                        + "»"
                        + Nearest.to(project, names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; known: " + String.join(", ", names))));
  }
}
