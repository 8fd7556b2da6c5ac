package dev.nightshift.activities.agents;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Claude Code calls its tools, in our words; what it has more is nothing here. */
final class ClaudeTools {
  private static final List<String> COMMANDS =
      List.of("run_terminal_command", "list", "compile", "run", "build", "test");

  /** Whoever may run commands there runs dbt by them. */
  private static final Map<String, List<String>> OURS =
      Map.of(
          "Read", List.of("read_file"),
          "Write", List.of("write_file"),
          "Edit", List.of("write_file"),
          "MultiEdit", List.of("write_file"),
          "Glob", List.of("search_files_and_directories"),
          "LS", List.of("search_files_and_directories"),
          "Grep", List.of("ripgrep_search"),
          "Bash", COMMANDS,
          "Task", List.of("invoke_agent"),
          "Agent", List.of("invoke_agent"));

  private static final String SERVED = "mcp__";
  private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

  /** Whom it may ask there; here its squad says that. */
  private static final Pattern SQUAD = Pattern.compile("(Agent|Task)\\([^)]*\\)");

  /** Of a tool that is denied in part nothing is left. */
  private static final Pattern ANY_PART = Pattern.compile("(\\w+)\\([^)]*\\)");

  private ClaudeTools() {}

  /** A tool that is allowed in part alone is none here. */
  static List<String> allowed(List<String> said) {
    return inOurWords(said, SQUAD);
  }

  static List<String> denied(List<String> said) {
    return inOurWords(said, ANY_PART);
  }

  private static List<String> inOurWords(List<String> said, Pattern parts) {
    return said.stream()
        .map(text -> parts.matcher(text).replaceAll("$1"))
        .flatMap(text -> BETWEEN.splitAsStream(text.strip()))
        .flatMap(ClaudeTools::inOurWords)
        .distinct()
        .toList();
  }

  /** A tool of another server is called with its server's name, behind three letters there. */
  private static Stream<String> inOurWords(String name) {
    return name.startsWith(SERVED)
        ? Stream.of(name.substring(SERVED.length()))
        : OURS.getOrDefault(name, List.of()).stream();
  }
}
