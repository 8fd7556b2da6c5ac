package dev.nightshift.activities.github;

import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings.Host;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.durable.ErrorKind;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The projects' ways to GitHub, each opened when it is first needed. */
public final class Connections {
  /** The environment variable with a token. */
  public static final String TOKEN = "NIGHTSHIFT_GITHUB_TOKEN";

  /** The environment variable with the private key of an app, in PEM. */
  public static final String APP_KEY = "NIGHTSHIFT_GITHUB_APP_KEY";

  /**
   * The environment variable with the secret of GitHub's webhook. The starter checks signatures by
   * it, the worker tells below a draft how to decide where it is set.
   */
  public static final String HOOK_SECRET = "NIGHTSHIFT_GITHUB_SECRET";

  private final Map<String, Connection> open = new ConcurrentHashMap<>();
  private final Map<String, String> environment;
  private final InstantSource clock;

  /** The credentials are looked for in {@code environment}. */
  public Connections(Map<String, String> environment, InstantSource clock) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  Connection of(Project project) {
    return open.computeIfAbsent(project.name(), name -> connect(project));
  }

  /** Whether comments are heard here; what the secret is, is the starter's business. */
  boolean hearComments() {
    return environment.containsKey(HOOK_SECRET) || environment.containsKey(HOOK_SECRET + "_FILE");
  }

  private Connection connect(Project project) {
    Host host = project.host();
    Line line = new Line(host.api(), clock);
    if (host.app() > 0) {
      AppKey key = AppKey.of(secret(APP_KEY, "it holds the private key of the app " + host.app()));
      AppAccess access =
          new AppAccess(line, key, host.app(), host.installation(), project.repository(), clock);
      return new Connection(project, line, access, () -> access.slug() + "[bot]");
    }
    String token = secret(TOKEN, "or name an app with code_host.app in nightshift.yml");
    Supplier<String> who =
        () ->
            Refusals.asked(
                project.repository(),
                () -> line.ask("GET", "/user", token, null).path("login").asText());
    return new Connection(project, line, () -> token, who);
  }

  private String secret(String name, String otherwise) {
    return EnvironmentValue.of(environment, name)
        .orElseThrow(
            () ->
                ErrorKind.UNAUTHORIZED.failure(
                    "there is no "
                        + name
                        + " here: set it, or "
                        + name
                        + "_FILE, for the worker, and for the starter where people decide by"
                        + " comments; "
                        + otherwise));
  }
}
