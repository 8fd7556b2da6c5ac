package dev.nightshift.activities.agents;

import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project's agents: those of its files, and ours beside them. They are read of the project's base
 * branch and never of a patch or of the commit that ran, so that nobody gives himself other tools
 * by a pull request.
 */
public final class AgentFiles {
  /** In the order in which they count, where two are called the same. */
  private static final List<String> FOLDERS =
      List.of(".nightshift/agents", ".dinoai/agents", ".claude/agents");

  private static final List<String> OURS =
      List.of(
          "remediator",
          "test-maintainer",
          "pr-reviewer",
          "investigator",
          "dbt-expert",
          "snowflake-expert",
          "bigquery-expert",
          "tableau-expert",
          "dlthub-expert",
          "business-context",
          "da-architect",
          "feature-builder");

  /** The names of tools that teams' files say, in the order in which people learn of them. */
  public static final List<String> TOOLS =
      List.of(
          "read_file",
          "write_file",
          "search_files_and_directories",
          "ripgrep_search",
          "run_sql_query",
          "run_terminal_command",
          "list",
          "compile",
          "run",
          "build",
          "test",
          "show",
          "lineage",
          "node",
          "post_slack_message",
          "notify_parent_session",
          "get_linear_issue",
          "invoke_agent");

  private static final Set<String> KNOWN = Set.copyOf(TOOLS);
  private static final long LARGEST = 200_000;

  /** Each use of a tool asks who it is. */
  private static final int REMEMBERED = 32;

  private final Checkouts checkouts;

  /** By their commits, which do not change. */
  private final Map<Workspace, Team> read =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Workspace, Team> eldest) {
              return size() > REMEMBERED;
            }
          });

  public AgentFiles(Checkouts checkouts) {
    this.checkouts = checkouts;
  }

  /** All agents by their names, and what is wrong in files that are none. */
  public record Team(Map<String, AgentFile> agents, List<AgentProblem> problems) {
    public Team {
      agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
      problems = List.copyOf(problems);
    }

    /** Who works in a role; who mends, where nobody has its name. */
    public AgentFile working(String role) {
      return agent(role).orElseGet(() -> agents.get(OURS.get(0)));
    }

    public Optional<AgentFile> agent(String name) {
      return Optional.ofNullable(agents.get(name));
    }

    /** Why one of ours works in a role for which the team has a file; empty where none does. */
    public String trouble(String role) {
      AgentFile works = working(role);
      List<AgentProblem> wrong =
          works.isTeams()
              ? List.of()
              : problems.stream().filter(problem -> problem.isOf(works.name())).toList();
      return wrong.isEmpty()
          ? ""
          : "The team's own "
              + works.name()
              + " could not be read, and ours worked in its place: "
              + wrong.stream().map(AgentProblem::toString).collect(Collectors.joining("; "))
              + ".";
    }
  }

  /** Of the project's base branch; ours alone, and a word of it, where that cannot be had. */
  public Team of(Workspace workspace) {
    try {
      Workspace base = checkouts.base(workspace);
      Team known = read.get(base);
      return known == null ? read(base) : known;
    } catch (ApplicationFailure absent) {
      if (ErrorKind.of(absent) != ErrorKind.NOT_FOUND) {
        throw absent;
      }
      return new Team(
          in(List.of()).agents(), List.of(AgentProblem.ofAll(absent.getOriginalMessage())));
    }
  }

  private Team read(Workspace base) {
    try (Checkout files = checkouts.open(base, "agents-" + UUID.randomUUID())) {
      Team team = in(List.of(files.project(), files.root()));
      read.put(base, team);
      return team;
    }
  }

  /** In folders of which an earlier one counts more. */
  Team in(List<Path> roots) {
    Map<String, AgentFile> agents = new LinkedHashMap<>();
    List<AgentProblem> problems = new ArrayList<>();
    Set<Path> read = new TreeSet<>();
    for (String folder : FOLDERS) {
      for (Path root : roots) {
        for (Path file : files(root.resolve(folder))) {
          if (read.add(file)) {
            agent(root, file, problems).ifPresent(agent -> agents.putIfAbsent(agent.name(), agent));
          }
        }
      }
    }
    for (String name : OURS) {
      agents.computeIfAbsent(name, this::ours);
    }
    agents.values().forEach(agent -> strangers(agent, agents, problems));
    return new Team(agents, problems);
  }

  private static void strangers(
      AgentFile agent, Map<String, AgentFile> agents, List<AgentProblem> problems) {
    for (String other : agent.squad()) {
      if (!agents.containsKey(other)) {
        problems.add(
            new AgentProblem(
                agent.origin(), 0, "`agents_squad` names «" + other + "», whom nobody knows"));
      }
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> file.toString().matches(".*\\.(?:ya?ml|md)"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Optional<AgentFile> agent(Path root, Path file, List<AgentProblem> problems) {
    String origin = root.relativize(file).toString();
    AgentReader reader = new AgentReader(origin, KNOWN);
    String whole = file.getFileName().toString();
    String name = whole.replaceFirst("\\.\\w+$", "");
    Optional<AgentFile> agent = Optional.empty();
    try {
      if (Files.size(file) > LARGEST) {
        problems.add(new AgentProblem(origin, 0, "it is too large to be an agent's file"));
        return agent;
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      agent = whole.endsWith(".md") ? reader.markdown(name, text) : reader.yaml(name, text);
    } catch (CharacterCodingException binary) {
      problems.add(new AgentProblem(origin, 0, "it is no text in UTF-8"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    problems.addAll(reader.problems());
    return agent;
  }

  private AgentFile ours(String name) {
    AgentReader reader = new AgentReader(AgentFile.BUILT_IN, KNOWN);
    try (InputStream text = AgentFiles.class.getResourceAsStream("/agents/" + name + ".yml")) {
      return reader
          .yaml(name, new String(text.readAllBytes(), StandardCharsets.UTF_8))
          .orElseThrow(() -> new IllegalStateException(reader.problems().toString()));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
