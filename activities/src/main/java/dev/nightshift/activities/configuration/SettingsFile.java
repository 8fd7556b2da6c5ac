package dev.nightshift.activities.configuration;

import dev.nightshift.activities.configuration.Settings.Host;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.configuration.Settings.Starter;
import dev.nightshift.activities.configuration.Settings.Warehouse;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Privacy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code nightshift.yml}: all of it is right, or a {@link ConfigurationProblem} says why. */
public final class SettingsFile {
  /** Thousands of projects take less; the parser would look at more for minutes. */
  private static final int MOST_BYTES = 1 << 20;

  private SettingsFile() {}

  /** With the values of the environment variables that this process has. */
  public static Settings read(Path file) {
    return read(file, System.getenv());
  }

  public static Settings read(Path file, Map<String, String> environment) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String name = String.valueOf(file);
    Checking checking = new Checking(name, folder, Home.person(environment));
    Object root = checking.check(compose(text(file), name), SettingsShape.ROOT, "");
    if (!checking.problems().isEmpty()) {
      throw new ConfigurationProblem(checking.problems());
    }
    Settings settings = settings(folder, (Values) root, environment);
    Thinkers.check(settings, name);
    return settings;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw ConfigurationProblem.of(
            String.valueOf(file), 0, "it has more than a megabyte: is it the right file?");
      }
      return Files.readString(file);
    } catch (NoSuchFileException absent) {
      throw ConfigurationProblem.of(
          String.valueOf(file),
          0,
          "there is no such file: write one, as the README shows under «Look after your own"
              + " project», or name yours with --config FILE");
    } catch (CharacterCodingException binary) {
      throw ConfigurationProblem.of(String.valueOf(file), 0, "it is not a text in UTF-8");
    } catch (IOException unreadable) {
      throw ConfigurationProblem.of(
          String.valueOf(file), 0, "it cannot be read: is it a file, and may you read it?");
    }
  }

  private static Node compose(String text, String name) {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(name).setUseMarks(true).build())
              .composeString(text);
      return root.orElseThrow(
          () -> ConfigurationProblem.of(name, 0, "it is empty; it needs at least `projects`"));
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw ConfigurationProblem.of(name, line, "this is not YAML: " + broken.getProblem());
    } catch (YamlEngineException broken) {
      throw ConfigurationProblem.of(name, 0, "this is not YAML: " + broken.getMessage());
    } catch (StackOverflowError bottomless) {
      throw ConfigurationProblem.of(name, 0, "its lists or keys are nested hundreds deep");
    }
  }

  private static Settings settings(Path folder, Values root, Map<String, String> environment) {
    List<Project> projects =
        root.many("projects").stream().map(one -> project(folder, one, environment)).toList();
    return new Settings(
        folder,
        root.text("person"),
        starter(root.fields("starter")),
        worker(root.fields("worker")),
        projects,
        root.given("slack") ? Optional.of(slack(root.fields("slack"))) : Optional.empty(),
        root.many("models").stream().map(SettingsFile::model).toList(),
        root.fields("linear").text("api"),
        root.many("agents").stream().map(SettingsFile::agent).toList(),
        root.many("mcp").stream().map(SettingsFile::server).toList());
  }

  private static CommandAgent agent(Values from) {
    return new CommandAgent(
        from.text("name"),
        from.texts("command"),
        from.text("model"),
        from.literals("environment"),
        from.paths("folders"));
  }

  private static ToolServer server(Values from) {
    return new ToolServer(
        from.text("name"), from.texts("command"), from.texts("environment"), from.texts("tools"));
  }

  private static Settings.Model model(Values from) {
    return new Settings.Model(
        from.text("name"),
        from.text("api"),
        from.text("model"),
        from.text("address"),
        from.text("key"),
        prices(from.fields("prices")),
        from.whole("window"),
        from.whole("max_output"));
  }

  private static Settings.Prices prices(Values from) {
    return new Settings.Prices(
        from.dollars("input"),
        from.dollars("output"),
        from.given("cache_read") ? from.dollars("cache_read") : null,
        from.given("cache_write") ? from.dollars("cache_write") : null);
  }

  private static Settings.Slack slack(Values from) {
    return new Settings.Slack(
        from.text("api"), from.literals("approvers"), from.whole("most_messages_a_day"));
  }

  private static Settings.Knowledge knowledge(Values from) {
    Values said = from.fields("knowledge");
    return from.text("knowledge") != null
        ? Settings.Knowledge.in(from.text("knowledge"))
        : new Settings.Knowledge(
            said.text("folder"),
            said.text("git"),
            said.text("branch"),
            said.text("notion"),
            said.text("api"));
  }

  private static Starter starter(Values from) {
    return new Starter(from.whole("port"), from.seconds("group_quiet"));
  }

  private static WorkerSettings worker(Values from) {
    return new WorkerSettings(
        !"plain".equals(from.text("dbt")), from.whole("at_once"), from.whole("metrics"));
  }

  private static Project project(Path folder, Values from, Map<String, String> environment) {
    Path artifacts = from.path("artifacts");
    Values warehouse = from.fields("warehouse");
    List<String> needs = from.texts("environment");
    return Project.of(from.text("name"), from.text("repository"))
        .branch(from.text("branch"))
        .subfolder(from.text("subfolder"))
        .target(from.text("target"))
        .profile(from.text("profile"))
        .artifacts(artifacts == null ? folder.resolve("artifacts") : artifacts)
        .environment(variables(from, needs, environment))
        .warehouse(new Warehouse(warehouse.text("kind"), warehouse.path("path")))
        .knowledge(knowledge(from))
        .engine(engine(from))
        .roles(from.many("roles").stream().map(Role::of).toList())
        .policy(policy(from.fields("policy"), privacy(from.fields("privacy"))))
        .pace(pace(from.fields("pace")))
        .needs(needs)
        .dbt(from.path("dbt"))
        .host(host(from.fields("code_host")))
        .dbtCloud(from.given("dbt_cloud") ? dbtCloud(from.fields("dbt_cloud")) : null)
        .owners(owners(from))
        .within(within(from.fields("sandbox")))
        .made();
  }

  /** One, or several one after another; null where nothing is said. */
  static String engine(Values from) {
    List<String> several = from.texts("engine");
    return several.isEmpty() ? from.text("engine") : String.join(",", several);
  }

  private static Settings.Within within(Values from) {
    return new Settings.Within(from.texts("package_hosts"), !"skip".equals(from.text("hooks")));
  }

  private static Host host(Values from) {
    List<String> named = from.texts("reviewers");
    return new Host(
        from.text("kind"),
        from.text("api"),
        from.text("git"),
        from.whole("app"),
        from.whole("installation"),
        from.given("labels") ? from.texts("labels") : null,
        !from.given("reviewers") || "codeowners".equals(from.text("reviewers")),
        named);
  }

  private static Settings.DbtCloud dbtCloud(Values from) {
    return new Settings.DbtCloud(
        from.text("account"),
        from.text("project"),
        from.texts("environments"),
        from.texts("jobs"),
        from.text("api"),
        from.texts("triggers"),
        from.seconds("poll"));
  }

  private static Map<String, String> variables(
      Values from, List<String> needs, Map<String, String> environment) {
    Map<String, String> variables = new LinkedHashMap<>(from.literals("env_values"));
    for (String name : needs) {
      EnvironmentValue.of(environment, name).ifPresent(value -> variables.put(name, value));
    }
    return variables;
  }

  private static Map<String, String> owners(Values from) {
    Map<String, String> owners = new LinkedHashMap<>();
    from.many("owners").forEach(one -> owners.put(one.text("source"), one.text("owner")));
    return owners;
  }

  private static Privacy privacy(Values from) {
    return new Privacy(
        rows(from, "rows"),
        rows(from, "report"),
        rows(from, "pull"),
        rows(from, "chat"),
        rows(from, "email"),
        rows(from, "model"),
        from.texts("sensitive"));
  }

  private static Privacy.Rows rows(Values from, String key) {
    String word = from.text(key);
    return word == null ? null : Privacy.Rows.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Policy policy(Values from, Privacy privacy) {
    String publish = from.text("publish");
    return new Policy(
        publish == null ? null : Policy.Publish.valueOf(publish.toUpperCase(Locale.ROOT)),
        from.yesNo("unsigned_decisions"),
        from.seconds("remind_after"),
        from.seconds("expire_after"),
        from.whole("max_files"),
        from.whole("max_lines"),
        from.texts("protected_paths"),
        from.text("channel"),
        from.whole("max_attempts"),
        privacy,
        from.whole("max_open_pulls"),
        from.dollars("max_dollars"),
        from.dollars("max_dollars_a_day"),
        from.many("commands").stream().map(SettingsFile::added).toList(),
        Role.limits(from, "").orNull(),
        Role.limits(from, "_a_day").orNull());
  }

  private static Policy.Added added(Values from) {
    return new Policy.Added(
        from.text("run"),
        from.paths("folders").stream().map(Path::toString).toList(),
        Boolean.TRUE.equals(from.yesNo("writes")));
  }

  private static Pace pace(Values from) {
    return new Pace(
        (int) from.seconds("read"),
        (int) from.seconds("publish"),
        (int) from.seconds("dbt"),
        (int) from.seconds("agent"),
        (int) from.seconds("heartbeat"),
        (int) from.seconds("retry"));
  }
}
