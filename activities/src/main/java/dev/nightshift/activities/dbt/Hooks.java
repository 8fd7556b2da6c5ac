package dev.nightshift.activities.dbt;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.yaml.YamlEdits;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a project and its packages do before and after each run; dbt itself cannot leave it out. */
record Hooks(Path checkout, Path project, Path packages) {
  private static final String FILE = "dbt_project.yml";
  private static final List<String> KEYS = List.of("on-run-start", "on-run-end");

  /** In this checkout, which is thrown away. */
  void leaveOut() throws IOException {
    List<Path> files = new ArrayList<>(List.of(project.resolve(FILE)));
    if (Files.isDirectory(packages)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(packages)) {
        all.forEach(one -> files.add(one.resolve(FILE)));
      }
    }
    Path root = checkout.toRealPath();
    for (Path file : files) {
      // A package that lies beside the project is a link to it; what lies elsewhere is not ours.
      if (Files.isRegularFile(file) && file.toRealPath().startsWith(root)) {
        leaveOut(file);
      }
    }
  }

  private static void leaveOut(Path file) throws IOException {
    String before = Files.readString(file, StandardCharsets.UTF_8);
    String text = before;
    for (String key : KEYS) {
      Edited without = YamlEdits.drop(text, key);
      if (!without.refusal().isEmpty()) {
        throw ErrorKind.REFUSED.failure(
            "The hooks of "
                + file.getParent().getFileName()
                + " are to be left out, and cannot be: "
                + without.refusal()
                + ". Write them as a list under "
                + key
                + ", or let them run: projects[].sandbox.hooks.");
      }
      text = without.text();
    }
    if (!text.equals(before)) {
      Files.writeString(file, text);
    }
  }
}
