package dev.nightshift.bench.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a case is played: copies of its folder, of its project and of its database, which lie to
 * each other as the originals do. {@code night} is where it fails; {@code broken} is as it was
 * before, for the fix to be tried on.
 */
final class Ground {
  private static final Pattern NO_RELATION =
      Pattern.compile("(?i)\\b(table|view|schema|relation|object)\\b.*does not exist");

  private final Case one;
  private final Path root;
  private final Path common;
  private final Shell plain;
  private Shell shell;
  private Profile profile;

  Ground(Case one, Path root, Shell shell) {
    this.one = one;
    this.root = root;
    this.common = common(one);
    this.plain = shell.with(Map.of("GIT_CEILING_DIRECTORIES", root.getParent().toString()));
  }

  private static Path common(Case one) {
    List<Path> all = new ArrayList<>(List.of(one.folder(), one.project()));
    one.database().ifPresent(all::add);
    Path common = one.folder();
    while (!contains(common, all)) {
      common = common.getParent();
    }
    return common;
  }

  private static boolean contains(Path folder, List<Path> all) {
    return all.stream().allMatch(path -> path.startsWith(folder));
  }

  private Path in(String copy, Path original) {
    return root.resolve(copy).resolve(common.relativize(original).toString());
  }

  Path project() {
    return in("night", one.project());
  }

  Path artifacts() {
    return root.resolve("artifacts");
  }

  private Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /** Lays out, prepares and breaks; gives the repository its commits. */
  void lay(Path bare) throws IOException, InterruptedException {
    Folders.delete(root);
    for (Path part : parts()) {
      copy(part, in("night", part));
    }
    profile = profile("night");
    bringDatabase();
    shell = plain.with(profile.environment());
    commands("prepare", one.prepare(), project());
    keepGreen();
    Path committed = root.resolve("committed");
    Commits commits = new Commits(bare, one, in("night", one.folder()), project(), committed);
    commits.begin("The project");
    for (String fault : one.breaks()) {
      breakIt(fault);
    }
    commits.add("What came in");
    copy(root.resolve("night"), root.resolve("broken"));
  }

  /** Where the project's own profile looks for its database, and nothing lies there. */
  private void bringDatabase() throws IOException {
    Path looked = profile.database();
    Path given = one.database().map(file -> in("night", file)).orElse(looked);
    if (Files.notExists(looked) && Files.isRegularFile(given) && !profile.reaches(given)) {
      Files.createDirectories(looked.getParent());
      Files.copy(given, looked);
    }
  }

  private List<Path> parts() {
    List<Path> parts = new ArrayList<>(List.of(one.folder()));
    if (!one.project().startsWith(one.folder())) {
      parts.add(one.project());
    }
    one.database().filter(file -> !file.startsWith(one.folder())).ifPresent(parts::add);
    return parts;
  }

  private void breakIt(String fault) throws IOException, InterruptedException {
    Path file = one.folder().resolve(fault);
    boolean isFile = !fault.contains("\n") && Files.isRegularFile(file);
    List<String> argv =
        !isFile
            ? List.of("bash", "-c", fault)
            : fault.endsWith(".patch") || fault.endsWith(".diff")
                ? List.of("git", "apply", "--whitespace=nowarn", file.toAbsolutePath().toString())
                : List.of("bash", file.toAbsolutePath().toString());
    int code = shell.run(argv, project(), log("break"));
    if (code != 0) {
      throw ended("break", code);
    }
  }

  private IOException ended(String what, int code) throws IOException {
    String said =
        new String(Files.readAllBytes(log(what)), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("$ "))
            .reduce("", (before, line) -> line);
    return new IOException(
        what
            + " ended with "
            + code
            + (said.isEmpty() ? "" : " («" + said + "»)")
            + "; see "
            + log(what));
  }

  private void commands(String what, List<String> commands, Path folder)
      throws IOException, InterruptedException {
    for (String command : commands) {
      int code = shell.bash(command, folder, log(what));
      if (code != 0) {
        throw ended(what, code);
      }
    }
  }

  /** The job: it ends with the first command that fails. Whether one did. */
  boolean fails() throws IOException, InterruptedException {
    boolean failed = false;
    // dbt writes no log where it cannot read dbt_project.yml: one from before would stand for it.
    Files.deleteIfExists(project().resolve("logs").resolve("dbt.log"));
    for (String command : one.run()) {
      if (shell.bash(command, project(), log("run")) != 0) {
        failed = true;
        break;
      }
    }
    // Without its data a build ends at the sources, and says nothing of what is below them.
    if (failed && one.database().isEmpty() && isForWantOfData(results())) {
      compile();
    }
    Path left = artifacts().resolve("last");
    collect(left);
    if (failed && Files.notExists(left.resolve("dbt.log"))) {
      Files.copy(log("run"), left.resolve("stdout.txt"), StandardCopyOption.REPLACE_EXISTING);
    }
    return failed;
  }

  /** What it says counts where it fails too; else the build's word stands. */
  private void compile() throws IOException, InterruptedException {
    Path results = results();
    byte[] built = Files.readAllBytes(results);
    Files.delete(results);
    if (shell.bash("dbt compile", project(), log("run")) == 0) {
      Files.write(results, built);
    }
  }

  private Path results() {
    return project().resolve("target").resolve("run_results.json");
  }

  /** All that failed failed for a relation that nobody has; results of before tell of nothing. */
  static boolean isForWantOfData(Path results) throws IOException {
    List<String> errors = new ArrayList<>();
    if (Files.isRegularFile(results)) {
      for (JsonNode result : Converter.json().readTree(results.toFile()).path("results")) {
        if (result.path("status").asText().equals("error")) {
          errors.add(result.path("message").asText());
        }
      }
    }
    return !errors.isEmpty()
        && errors.stream().allMatch(message -> NO_RELATION.matcher(message).find());
  }

  private void keepGreen() throws IOException {
    collect(artifacts().resolve("green"));
  }

  private void collect(Path into) throws IOException {
    Files.createDirectories(into);
    for (String name : List.of("run_results.json", "manifest.json", "sources.json")) {
      keep(project().resolve("target").resolve(name), into);
    }
    keep(project().resolve("logs").resolve("dbt.log"), into);
  }

  private static void keep(Path file, Path into) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.copy(
          file,
          into.resolve(file.getFileName()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Makes a fresh copy of the broken project with the patch; false where it does not apply. */
  boolean mend(String patch) throws IOException, InterruptedException {
    Folders.delete(root.resolve("mended"));
    copy(root.resolve("broken"), root.resolve("mended"));
    // It says where each seed lies: one that is put back would be read where it is broken.
    Path parsed = in("mended", one.project()).resolve("target").resolve("partial_parse.msgpack");
    Files.deleteIfExists(parsed);
    Path file = root.resolve("fix.patch");
    Files.writeString(file, patch);
    List<String> apply = List.of("git", "apply", "--whitespace=nowarn", file.toString());
    return plain.run(apply, in("mended", one.project()), log("fix")) == 0;
  }

  /** Whether all of these succeed with the fix. */
  boolean succeed(String what, List<String> commands) throws IOException, InterruptedException {
    Shell there = plain.with(profile("mended").environment());
    for (String command : commands) {
      if (there.bash(command, in("mended", one.project()), log(what)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** What the last run with the fix left red; empty where it left no results. */
  List<String> red() throws IOException {
    Path results = in("mended", one.project()).resolve("target").resolve("run_results.json");
    List<String> red = new ArrayList<>();
    if (Files.isRegularFile(results)) {
      for (JsonNode result : Converter.json().readTree(results.toFile()).path("results")) {
        if (List.of("error", "fail").contains(result.path("status").asText())) {
          red.add(result.path("unique_id").asText());
        }
      }
    }
    return red;
  }

  String target() {
    return profile.target();
  }

  /** The production that failed. Where there is none, one with nothing in it. */
  Path database() throws IOException, InterruptedException {
    Path file = profile.database();
    if (Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      String make = "import duckdb, sys; duckdb.connect(sys.argv[1])";
      List<String> argv = List.of(shell.tool("python"), "-c", make, file.toString());
      if (shell.run(argv, root, log("database")) != 0) {
        throw new IOException("no empty database could be made; see " + log("database"));
      }
    }
    return file;
  }

  private Profile profile(String copy) throws IOException {
    return Profile.of(
        in(copy, one.project()),
        one.database().map(file -> in(copy, file)),
        root.resolve("profile of " + copy));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Folders.copy(
        from,
        to,
        path -> true,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }
}
