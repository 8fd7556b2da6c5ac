package dev.nightshift.starter.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables that a project asks for without a default: dbt stops at one that is not set. */
final class EnvVars {
  private static final Pattern WITHOUT_DEFAULT =
      Pattern.compile("env_var\\(\\s*['\"]([A-Za-z_][A-Za-z0-9_]*)['\"]\\s*\\)");

  private static final Pattern COMMENT = Pattern.compile("(?s)\\{#.*?#}");
  private static final Set<String> NOT_OURS = Set.of("dbt_packages", "target", "logs", ".git");
  private static final long LARGEST = 1 << 20;

  private EnvVars() {}

  /** profiles.yml is left out: in the sandbox another one takes its place. */
  static Set<String> of(Path project) {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(file -> reads(project, file)).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher matcher = WITHOUT_DEFAULT.matcher(COMMENT.matcher(text).replaceAll(""));
        while (matcher.find()) {
          names.add(matcher.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static boolean reads(Path project, Path file) {
    String name = file.getFileName().toString();
    boolean code = name.endsWith(".sql") || name.endsWith(".yml") || name.endsWith(".yaml");
    boolean outside = NOT_OURS.contains(project.relativize(file).getName(0).toString());
    return code
        && !outside
        && !name.equals("profiles.yml")
        && Files.isRegularFile(file)
        && file.toFile().length() < LARGEST;
  }
}
