package dev.nightshift.bench.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Projects as people wrote them, read without a warehouse and without their packages: what cannot
 * be rendered is stubbed, by {@code stubbed.py} beside this.
 */
final class Rendering {
  private static final Set<String> OTHERS =
      Set.of("dbt_packages", "dbt_modules", "integration_tests", "node_modules", "target");

  private final String python;

  Rendering(Home home) {
    this.python = Toolchain.of(home).required("dbt").python().toString();
  }

  /** The folders of projects below a folder, without the packages that they hold. */
  static List<Path> projects(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 8)) {
      return all.filter(file -> file.endsWith("dbt_project.yml"))
          .map(Path::getParent)
          .filter(project -> isOwn(folder.relativize(project)))
          .sorted()
          .toList();
    }
  }

  private static boolean isOwn(Path path) {
    for (Path part : path) {
      if (OTHERS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  Manifest of(Path project) throws IOException, InterruptedException {
    Path script = Files.createTempFile("stubbed", ".py");
    Path made = Files.createTempFile("rendered", ".json");
    Path said = Files.createTempFile("rendered", ".err");
    try {
      try (InputStream stream = Rendering.class.getResourceAsStream("stubbed.py")) {
        Files.write(script, stream.readAllBytes());
      }
      int exit =
          new ProcessBuilder(python, "-I", script.toString(), project.toString())
              .redirectOutput(made.toFile())
              .redirectError(said.toFile())
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IOException(project + " could not be read: " + lastLine(said));
      }
      try (InputStream stream = Files.newInputStream(made)) {
        return Manifest.read(stream);
      }
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(made);
      Files.deleteIfExists(said);
    }
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
