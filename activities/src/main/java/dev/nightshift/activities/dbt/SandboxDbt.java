package dev.nightshift.activities.dbt;

import dev.nightshift.activities.artifacts.Complaint;
import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.warehouse.SandboxFolder;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** dbt on a DuckDB sandbox, in the cage, by whichever runner there is. */
public final class SandboxDbt implements Dbt {
  private static final Logger log = LoggerFactory.getLogger(SandboxDbt.class);

  private final Settings settings;
  private final Home home;
  private final Checkouts checkouts;
  private final Blobs blobs;
  private final Function<Settings.Project, Runners> dbts;
  private final Alive alive;
  private final Supplier<Attempt> attempts;

  public SandboxDbt(
      Settings settings,
      Home home,
      Checkouts checkouts,
      Blobs blobs,
      Function<Settings.Project, Runners> dbts,
      Alive alive,
      Supplier<Attempt> attempts) {
    this.settings = settings;
    this.home = home;
    this.checkouts = checkouts;
    this.blobs = blobs;
    this.dbts = dbts;
    this.alive = alive;
    this.attempts = attempts;
  }

  @Override
  public DbtResult run(Command command) {
    Settings.Project project = settings.needed(command.workspace().project());
    SandboxFolder sandbox = SandboxFolder.of(home, command.sandbox().name());
    Path database = sandbox.database();
    // To parse asks nothing of the database; all else can, and a hook can write what it likes.
    if (command.workspace().patch() != null && command.verb() != Verb.PARSE) {
      sandbox.touch();
    }
    Attempt attempt = attempts.get();
    long begun = System.nanoTime();
    try (var checkout = checkouts.open(command.workspace(), attempt.folderName());
        JobFolder job = JobFolder.open(home, attempt)) {
      return new Run(command, project, sandbox, database, checkout, job, attempt, begun).result();
    }
  }

  /** One command from the folder to the result. */
  private final class Run {
    private final Command command;
    private final Settings.Project project;
    private final SandboxFolder sandbox;
    private final Path database;
    private final Checkouts.Checkout checkout;
    private final JobFolder job;
    private final Attempt attempt;
    private final Duration deadline;
    private final Runners runners;
    private final long begun;

    Run(
        Command command,
        Settings.Project project,
        SandboxFolder sandbox,
        Path database,
        Checkouts.Checkout checkout,
        JobFolder job,
        Attempt attempt,
        long begun) {
      this.command = command;
      this.project = project;
      this.sandbox = sandbox;
      this.database = database;
      this.checkout = checkout;
      this.job = job;
      this.attempt = attempt;
      this.runners = dbts.apply(project);
      this.begun = begun;
      this.deadline =
          Duration.ofSeconds(
              command.deadlineSeconds() > 0
                  ? command.deadlineSeconds()
                  : Pace.standard().dbtDeadlineSeconds());
    }

    DbtResult result() {
      Path folder = checkout.project();
      Profile profile =
          Profile.of(
              folder,
              List.of(folder, checkout.root()),
              Optional.ofNullable(project.profile()).orElse(""),
              target());
      profile.write(
          job.profiles(),
          database,
          List.of(folder, job.writable(), sandbox.writable()),
          runners.limits.memoryBytes() / 2);
      try {
        Optional<DbtResult> unready = packages(profile);
        if (unready.isPresent()) {
          return unready.get();
        }
        if (!project.within().hooks()) {
          new Hooks(checkout.root(), folder, Packages.of(folder).folderIn(checkout.root()))
              .leaveOut();
        }
        if (!runners.plain.isCaged()
            && command.verb() != Verb.PARSE
            && command.verb() != Verb.DEPS) {
          Optional<DbtResult> unfit = withoutPython(profile);
          if (unfit.isPresent()) {
            return unfit.get();
          }
        }
        return dbt(command.verb(), words(folder), profile);
      } catch (IOException unreadable) {
        throw ErrorKind.UNREADABLE.failure(
            "What dbt left of " + command.verb().word() + " cannot be read.", unreadable);
      }
    }

    private List<String> words(Path folder) throws IOException {
      List<String> words = new ArrayList<>(Words.of(command));
      words.addAll(new Warnings(folder, project.environment()).words(command.strictness()));
      return words;
    }

    private String target() {
      String wanted = command.sandbox().target();
      return wanted.isEmpty() ? Optional.ofNullable(project.target()).orElse("") : wanted;
    }

    /** Packages that are listed and not there come first. */
    private Optional<DbtResult> packages(Profile profile) throws IOException {
      Packages packages = Packages.of(checkout.project());
      if (command.verb() == Verb.DEPS || !packages.areMissing()) {
        return Optional.empty();
      }
      if (packages.areAllHere()) {
        DbtResult deps = dbt(Verb.DEPS, List.of(), profile);
        return deps.success() ? Optional.empty() : Optional.of(deps);
      }
      String key = packages.key(project.environment(), LocalDate.now(ZoneOffset.UTC));
      Path folder = packages.folderIn(checkout.root());
      PackageShelf shelf = new PackageShelf(home.packages());
      if (shelf.layOut(key, folder)) {
        return Optional.empty();
      }
      DbtResult deps = dbt(Verb.DEPS, List.of(), profile);
      if (!deps.success()) {
        return Optional.of(deps);
      }
      shelf.keep(key, folder);
      return Optional.empty();
    }

    /** Without walls a Python model could open any file of ours: SQL alone can be held. */
    private Optional<DbtResult> withoutPython(Profile profile) throws IOException {
      DbtResult parsed = dbt(Verb.PARSE, Words.vars(command), profile);
      Optional<Path> manifest = job.artifact("manifest.json");
      if (!parsed.success() || manifest.isEmpty()) {
        return Optional.of(parsed);
      }
      try (var stream = Files.newInputStream(manifest.get())) {
        for (Manifest.Node node : Manifest.read(stream).nodes().values()) {
          if (node.text("language").equals("python")) {
            throw ErrorKind.REFUSED.failure(
                node.id()
                    + " is a Python model, and there is no cage here to hold it: "
                    + "install bubblewrap, or see ./nightshift doctor.");
          }
        }
      }
      return Optional.empty();
    }

    private DbtResult dbt(Verb verb, List<String> words, Profile profile) throws IOException {
      boolean warm = runners.warm.isPresent() && runners.warm.get().reaches(checkout.root());
      if (warm && !fetches(verb)) {
        try {
          return dbt(runners.warm.get(), verb, words, profile);
        } catch (Keeper.Lost lost) {
          log.debug("dbt {} is run plainly: {}", verb.word(), lost.getMessage());
        }
      }
      return dbt(runners.plain, verb, words, profile);
    }

    private boolean fetches(Verb verb) {
      return verb == Verb.DEPS && !Packages.of(checkout.project()).areAllHere();
    }

    /** Where packages are put nobody sees data, and the other way round. */
    private Path writable(Verb verb) {
      return verb == Verb.DEPS ? checkout.project() : sandbox.writable();
    }

    private DbtResult dbt(DbtRunner runner, Verb verb, List<String> words, Profile profile)
        throws IOException {
      // The job's packages, or a warm dbt that was lost, came before; and dbt leaves what is there
      // in place when it stops before the first node.
      Files.deleteIfExists(job.target().resolve("run_results.json"));
      Parsed parsed = Parsed.of(sandbox, command.workspace());
      parsed.recall(job);
      Events events = new Events(new Complaint(checkout.project()));
      Duration left = deadline.minusNanos(System.nanoTime() - begun);
      if (left.isNegative()) {
        return DbtResult.stopped(verb.word(), seconds(), null);
      }
      List<String> arguments = Words.all(verb, words, profile, checkout.project(), job);
      DbtRunner.Invocation invocation =
          new DbtRunner.Invocation(
              arguments,
              checkout.project(),
              Words.environment(project, database, job.writable()),
              List.of(checkout.root(), job.profiles()),
              List.of(job.writable(), writable(verb)),
              job.output(),
              left,
              attempt,
              events);
      Outcome outcome =
          fetches(verb)
              ? new Fetching(runners.plain, project.within().packageHosts()).run(invocation, alive)
              : runner.run(invocation, alive);
      parsed.remember(job);
      return read(verb, outcome, events);
    }

    private DbtResult read(Verb verb, Outcome outcome, Events events) throws IOException {
      switch (outcome.ending()) {
        case DEADLINE -> {
          if (fetches(verb)) {
            // Where packages come from is slow, and no doing of the project's.
            throw ErrorKind.TIMED_OUT.failure(
                "The project's packages were not there after " + deadline.toSeconds() + " s.");
          }
          return DbtResult.stopped(
              verb.word(), seconds(), blobs.put("dbt.log", outcome.stdout().file()));
        }
        case DISK ->
            throw ErrorKind.REFUSED.failure(
                "dbt " + verb.word() + " filled more disk than a job may and was stopped.");
        case MEMORY ->
            throw ErrorKind.REFUSED.failure(
                "dbt " + verb.word() + " took more memory than a job may and was stopped.");
        case EXITED -> {
          // What it left is read below.
        }
      }
      Optional<Path> results = job.artifact("run_results.json");
      List<DbtError> errors = new ArrayList<>(events.errors(results.isPresent()));
      if (errors.isEmpty() && outcome.exitCode() != 0 && results.isEmpty()) {
        errors.add(Stops.of(outcome, events.any()));
      }
      RunResults read = results.isPresent() ? RunResults.read(results.get()) : RunResults.NONE;
      return new DbtResult(
          verb.word(),
          outcome.exitCode() == 0 && errors.isEmpty(),
          outcome.exitCode(),
          read.counts(),
          read.red(),
          errors,
          outcome.took().toMillis() / 1000.0,
          kept("run_results.json"),
          kept("manifest.json"),
          blobs.put("dbt.log", outcome.stdout().file()));
    }

    private int seconds() {
      return Math.toIntExact(deadline.toSeconds());
    }

    private BlobRef kept(String name) throws IOException {
      return job.artifact(name).map(file -> blobs.put(name, file)).orElse(null);
    }
  }
}
