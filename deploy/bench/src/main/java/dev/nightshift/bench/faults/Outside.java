package dev.nightshift.bench.faults;

import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Counts on the other side what flows left there. */
final class Outside {
  /** A sandbox's label is short; the database beside it is not read. */
  private static final int LONGEST_LABEL = 10_000;

  /** A copy of a database that another worker's death interrupted goes on to its end. */
  private static final Duration TO_DIE = Duration.ofSeconds(15);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Home home;
  private final LocalRemotes remotes;

  Outside(Home home) {
    this.home = home;
    this.remotes = new LocalRemotes(home.host());
  }

  int commitsOn(String repository, String branch) throws Exception {
    try (Git git = Git.open(remotes.folder(repository).toFile())) {
      Repository bare = git.getRepository();
      ObjectId main = bare.resolve("refs/heads/main");
      ObjectId ours = bare.resolve("refs/heads/" + branch);
      if (ours == null) {
        return 0;
      }
      int commits = 0;
      for (var commit : git.log().addRange(main, ours).call()) {
        commits += commit.getParentCount() == 1 ? 1 : 100;
      }
      return commits;
    }
  }

  /** The newest commit that people work from. */
  String main(String repository) {
    try (Git git = Git.open(remotes.folder(repository).toFile())) {
      return git.getRepository().resolve("refs/heads/main").name();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  int pullsOf(String repository, String branch) throws IOException {
    int found = 0;
    for (Path file : files(remotes.beside(repository).resolve("pulls"), ".json")) {
      if (Converter.json().readTree(file.toFile()).path("head").asText().equals(branch)) {
        found++;
      }
    }
    return found;
  }

  /** What is drafted for the team's notes lies beside them. */
  int reportsOf(String project) throws IOException {
    return (int)
        files(home.reports().resolve(project), ".md").stream()
            .filter(file -> !file.getFileName().toString().contains(".page-"))
            .count();
  }

  /** How often each of a flow's messages is there. */
  Map<String, Integer> postsOf(String workflow) throws IOException {
    Map<String, Integer> posts = new TreeMap<>();
    for (Path file : files(home.chat(), ".jsonl")) {
      for (String line : Files.readAllLines(file)) {
        String key = Converter.json().readTree(line).path("key").asText();
        if (key.startsWith(workflow + "#")) {
          posts.merge(key.substring(workflow.length() + 1), 1, Integer::sum);
        }
      }
    }
    return posts;
  }

  int sandboxesOf(String workflow) throws IOException {
    int left = 0;
    for (Path file : files(home.sandboxes(), ".json")) {
      String label = read(file);
      left += label.length() < LONGEST_LABEL && label.contains('"' + workflow + '"') ? 1 : 0;
    }
    return left;
  }

  /**
   * The processes that were given this sandbox, in their arguments or their environment; a warm
   * dbt's job has it only among what is mounted for it.
   */
  List<String> processesIn(String sandbox) {
    return ProcessHandle.allProcesses()
        .filter(process -> given(process).contains(sandbox))
        .map(process -> process.pid() + " " + process.info().command().orElse(""))
        .toList();
  }

  private static String given(ProcessHandle process) {
    Path known = Path.of("/proc", String.valueOf(process.pid()));
    return process.info().commandLine().orElse("")
        + read(known.resolve("cmdline"))
        + read(known.resolve("environ"))
        + read(known.resolve("mountinfo"));
  }

  /**
   * What a worker that died has left running, its keeper of a warm dbt too: processes that know
   * this home, belong to no worker that lives, and do not end when they are waited for.
   */
  List<String> strays() {
    long until = System.nanoTime() + TO_DIE.toNanos();
    Set<ProcessHandle> strays = straysNow();
    while (!strays.isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      strays.retainAll(straysNow());
    }
    return strays.stream()
        .map(stray -> stray.pid() + " " + stray.info().commandLine().orElse(""))
        .toList();
  }

  private Set<ProcessHandle> straysNow() {
    Set<ProcessHandle> living =
        ProcessHandle.current().descendants().collect(Collectors.toCollection(HashSet::new));
    living.add(ProcessHandle.current());
    String root = home.root().toString();
    String mounted = root.replace(" ", "\\040");
    return ProcessHandle.allProcesses()
        .filter(process -> !living.contains(process))
        .filter(process -> Stream.of(root, mounted).anyMatch(given(process)::contains))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What is gone, or somebody else's, says nothing. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .toList();
    } catch (UncheckedIOException vanished) {
      return files(folder, suffix);
    }
  }
}
