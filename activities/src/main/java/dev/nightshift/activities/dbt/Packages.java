package dev.nightshift.activities.dbt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether a project lists packages that its checkout does not hold. */
record Packages(Path project) {
  private static final Pattern LIST = Pattern.compile("(?m)^packages:\\s*(#.*)?$");
  private static final Pattern FOLDER =
      Pattern.compile("(?m)^packages-install-path:\\s*[\"']?([^\"'#\\n]+?)[\"']?\\s*(#.*)?$");

  static Packages of(Path project) {
    return new Packages(project);
  }

  boolean areMissing() {
    boolean listed =
        LIST.matcher(text("packages.yml")).find() || LIST.matcher(text("dependencies.yml")).find();
    return listed && !Files.isDirectory(project.resolve(folder()));
  }

  private String folder() {
    var named = FOLDER.matcher(text("dbt_project.yml"));
    return named.find() ? named.group(1) : "dbt_packages";
  }

  private String text(String name) {
    Path file = project.resolve(name);
    try {
      return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }
}
