package dev.nightshift.bench.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a case says, with the provisioned dbt first on the path. */
final class Shell {
  private static final long LONGEST_MINUTES = 20;

  private final Path tools;
  private final Map<String, String> environment;

  /** {@code tools} is the folder that holds dbt. */
  Shell(Path tools, Map<String, String> environment) {
    this.tools = tools;
    this.environment = Map.copyOf(environment);
  }

  Shell with(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.putAll(more);
    return new Shell(tools, all);
  }

  /** One of the tools by its whole name: a process is looked for on our own path, not on its. */
  String tool(String name) {
    return tools.resolve(name).toString();
  }

  /** Its exit code; what it says is added to the log. */
  int bash(String command, Path folder, Path log) throws IOException, InterruptedException {
    return run(List.of("bash", "-c", command), folder, log);
  }

  int run(List<String> argv, Path folder, Path log) throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    Files.writeString(
        log,
        "$ " + String.join(" ", argv) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(argv));
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(name -> name.startsWith("DBT_") || name.startsWith("NIGHTSHIFT_"));
    all.put("PATH", tools + ":" + all.getOrDefault("PATH", "/usr/bin:/bin"));
    all.put("DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
    all.put("DO_NOT_TRACK", "1");
    all.put("NO_COLOR", "1");
    all.putAll(environment);
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        return -1;
      }
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
