package dev.nightshift.activities.configuration;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code nightshift.yml}, read and checked. {@code folder} is where the file is: relative paths in
 * it start there.
 */
public record Settings(
    Path folder,
    String person,
    Starter starter,
    WorkerSettings worker,
    List<Project> projects,
    Optional<Slack> slack,
    List<Model> models,
    String linear,
    List<CommandAgent> agents,
    List<ToolServer> toolServers) {
  public Settings {
    linear = linear == null ? "https://api.linear.app/graphql" : linear;
    person = person == null ? "" : person;
    starter = starter == null ? new Starter(0) : starter;
    worker = worker == null ? new WorkerSettings(true, 0, 0) : worker;
    projects = List.copyOf(projects);
    models = models == null ? List.of() : List.copyOf(models);
    agents = agents == null ? List.of() : List.copyOf(agents);
    toolServers = toolServers == null ? List.of() : List.copyOf(toolServers);
  }

  /** With no more than projects; all else is as usual. */
  public Settings(Path folder, String person, Starter starter, List<Project> projects) {
    this(folder, person, starter, null, projects, Optional.empty(), null, null, null, null);
  }

  public Optional<Project> project(String name) {
    return projects.stream().filter(project -> project.name().equals(name)).findFirst();
  }

  public Optional<Model> model(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** The base branch of a project. */
  public String branch(String project) {
    return needed(project).branch();
  }

  /** A project for a step, which has nothing to do where it is not there. */
  public Project needed(String name) {
    return project(name)
        .orElseThrow(
            () ->
                ErrorKind.NOT_FOUND.failure(
                    "There is no project "
                        + name
                        + " in nightshift.yml; it knows "
                        + projects.stream().map(Project::name).toList()
                        + "."));
  }

  /**
   * A model that can be asked, by the name that the configuration gives it. {@code api} is how it
   * is spoken to: {@code anthropic}, {@code openai} or {@code openai-chat}; {@code key} the
   * environment variable with its key, empty where it asks for none.
   */
  public record Model(
      String name,
      String api,
      String model,
      String address,
      String key,
      Prices prices,
      int window,
      int maxOutput) {
    static final int USUAL_WINDOW = 200_000;
    private static final int USUAL_OUTPUT = 16_000;
    private static final String OPENAI = "https://api.openai.com";

    public Model {
      boolean anthropic = api.equals("anthropic");
      // OpenAI's own key is not sent to another server because nobody said which.
      boolean keyless = api.equals("openai-chat") && address != null;
      String usualKey = anthropic ? "NIGHTSHIFT_ANTHROPIC_KEY" : "NIGHTSHIFT_OPENAI_KEY";
      key = key != null ? key : keyless ? "" : usualKey;
      address = address != null ? address : anthropic ? "https://api.anthropic.com" : OPENAI;
      address = address.replaceFirst("(/v1)?/*$", "");
      window = window > 0 ? window : USUAL_WINDOW;
      maxOutput = maxOutput > 0 ? maxOutput : Math.min(USUAL_OUTPUT, window / 4);
    }

    /** Whether OpenAI itself is asked, or a server that speaks like it. */
    public boolean atOpenAi() {
      return address.equals(OPENAI);
    }
  }

  /** Dollars for a million tokens; what is read of a cache costs no more than what is not. */
  public record Prices(double input, double output, Double cacheRead, Double cacheWrite) {
    public Prices {
      cacheRead = cacheRead != null ? cacheRead : Double.valueOf(input);
      cacheWrite = cacheWrite != null ? cacheWrite : Double.valueOf(input * 1.25);
    }

    public double of(long plain, long read, long written, long said) {
      return (plain * input + read * cacheRead + written * cacheWrite + said * output) / 1e6;
    }

    /** The most that so much can cost. */
    public double most(long heard, long said) {
      return (heard * Math.max(input, cacheWrite) + said * output) / 1e6;
    }
  }

  /**
   * Where people are told and asked instead of in files: {@code approvers} are the Slack users who
   * may decide, by their id there, and whom each of them is.
   */
  public record Slack(String api, Map<String, String> approvers, int mostMessagesADay) {
    /** How many threads a project may begin within a day where nobody says otherwise. */
    public static final int USUAL_MESSAGES = 30;

    public Slack {
      api = api == null ? "https://slack.com/api" : api;
      approvers = approvers == null ? Map.of() : Map.copyOf(approvers);
      mostMessagesADay = mostMessagesADay > 0 ? mostMessagesADay : USUAL_MESSAGES;
    }
  }

  /**
   * Where a team writes down what it learned: a {@code folder} in the project's repository, or in
   * the repository {@code git} of the same host, or the Notion data source {@code notion}.
   */
  public record Knowledge(String folder, String git, String branch, String notion, String api) {
    public Knowledge {
      git = git == null ? "" : git;
      branch = branch == null ? "main" : branch;
      notion = notion == null ? "" : notion;
      folder = folder != null ? folder : git.isEmpty() ? ".nightshift/knowledge" : "";
      api = api == null ? "https://api.notion.com" : api;
    }

    public static Knowledge in(String folder) {
      return new Knowledge(folder, null, null, null, null);
    }
  }

  /**
   * Where the starter listens, always on loopback, and how long nobody must have told of another
   * invocation of a group before it is looked after.
   */
  public record Starter(int port, long groupQuietSeconds) {
    public Starter {
      port = port > 0 ? port : 8787;
      groupQuietSeconds = groupQuietSeconds > 0 ? groupQuietSeconds : 120;
    }

    public Starter(int port) {
      this(port, 0);
    }

    /** Where the board shows a pull request of the local code host. */
    public String pull(Project project, int number) {
      return "http://127.0.0.1:" + port + "/#/pulls/" + project.name() + "/" + number;
    }
  }

  /**
   * One dbt project. {@code artifacts} is the folder below which runs may leave theirs, {@code
   * environment} the variables that the project gets, as far as this process has their values, and
   * {@code needs} the names that the file asks for, whether this process has them or not. {@code
   * dbt} is the executable to use instead of the provisioned one, or null, and {@code dbtCloud}
   * where its jobs run, null for a project that runs elsewhere. {@code owners} are who delivers
   * which source, by patterns of its name, the first that fits.
   */
  public record Project(
      String name,
      String repository,
      String branch,
      String subfolder,
      String target,
      String profile,
      Path artifacts,
      Map<String, String> environment,
      Warehouse warehouse,
      Knowledge knowledge,
      String engine,
      List<Role> roles,
      Policy policy,
      Pace pace,
      List<String> needs,
      Path dbt,
      Host host,
      DbtCloud dbtCloud,
      Map<String, String> owners,
      Within within) {
    public Project {
      branch = branch == null ? "main" : branch;
      subfolder = subfolder == null ? "" : subfolder;
      environment = environment == null ? Map.of() : Map.copyOf(environment);
      knowledge = knowledge == null ? Knowledge.in(null) : knowledge;
      engine = engine == null ? "rules" : engine;
      roles = roles == null ? List.of() : List.copyOf(roles);
      policy = policy == null ? Policy.standard() : policy;
      pace = pace == null ? Pace.standard() : pace;
      needs = needs == null ? List.of() : List.copyOf(needs);
      host = host == null ? Host.LOCAL : host;
      owners = owners == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(owners));
      within = within == null ? Within.USUAL : within;
    }

    public static ProjectDraft of(String name, String repository) {
      return new ProjectDraft(name, repository);
    }

    /** The same project, to be made otherwise. */
    public ProjectDraft draft() {
      return of(name, repository)
          .branch(branch)
          .subfolder(subfolder)
          .target(target)
          .profile(profile)
          .artifacts(artifacts)
          .environment(environment)
          .warehouse(warehouse)
          .knowledge(knowledge)
          .engine(engine)
          .roles(roles)
          .policy(policy)
          .pace(pace)
          .needs(needs)
          .dbt(dbt)
          .host(host)
          .dbtCloud(dbtCloud)
          .owners(owners)
          .within(within);
    }

    /** The environment may hold secrets: it is never written out. */
    @Override
    public String toString() {
      return "project " + name;
    }
  }

  /**
   * What may happen within a sandbox: where packages may come from besides dbt's registry and
   * GitHub, and whether on-run hooks run.
   */
  public record Within(List<String> packageHosts, boolean hooks) {
    static final Within USUAL = new Within(null, true);

    public Within {
      packageHosts = packageHosts == null ? List.of() : List.copyOf(packageHosts);
    }
  }

  /**
   * Where the code lives: {@code local} or {@code github}. {@code api} is asked and {@code git}
   * cloned from, {@code app} and {@code installation} are 0 where a token is used or GitHub is to
   * be asked; {@code reviewers} are asked where {@code codeOwners} are not.
   */
  public record Host(
      String kind,
      String api,
      String git,
      int app,
      int installation,
      List<String> labels,
      boolean codeOwners,
      List<String> reviewers) {
    public static final Host LOCAL = new Host("local", null, null, 0, 0, null, false, null);

    public Host {
      kind = kind == null ? "local" : kind;
      api = api == null ? "https://api.github.com" : api;
      git = git == null ? "https://github.com" : git;
      labels = labels == null ? List.of("nightshift") : List.copyOf(labels);
      reviewers = reviewers == null ? List.of() : List.copyOf(reviewers);
    }

    public boolean isGitHub() {
      return kind.equals("github");
    }
  }

  /**
   * Which runs of dbt Cloud are the project's, all environments and jobs where none is named; what
   * must have set them off; and how often they are asked for, which is 0 where webhooks tell of
   * them.
   */
  public record DbtCloud(
      String account,
      String project,
      List<String> environments,
      List<String> jobs,
      String api,
      List<String> triggers,
      long pollSeconds) {
    public static final String PUBLIC = "https://cloud.getdbt.com";

    public DbtCloud {
      environments = environments == null ? List.of() : List.copyOf(environments);
      jobs = jobs == null ? List.of() : List.copyOf(jobs);
      api = api == null ? PUBLIC : api.replaceFirst("/+$", "");
      triggers =
          triggers == null || triggers.isEmpty() ? List.of("scheduled") : List.copyOf(triggers);
    }

    /**
     * Whether a run of there is the project's; an environment that nobody says excludes nothing.
     */
    public boolean has(String theirProject, String environment, String job) {
      return project.equals(theirProject)
          && (environments.isEmpty() || environment.isEmpty() || environments.contains(environment))
          && (jobs.isEmpty() || jobs.contains(job));
    }
  }

  /** Where production is: {@code duckdb} and its file, for now. */
  public record Warehouse(String kind, Path path) {}
}
