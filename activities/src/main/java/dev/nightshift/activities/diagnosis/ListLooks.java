package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.knowledge.DocumentedEdit;
import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.activities.words.Below;
import dev.nightshift.workflows.values.DocumentedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the list stands that a test of accepted values reads, and how it would be given one more.
 */
final class ListLooks {
  private static final String SETTINGS = "dbt_project.yml";

  /** A variable, with or without what stands in for it. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{\\s*var\\(\\s*(['\"])(\\w+)\\1\\s*(?:,[^{}]*)?\\)\\s*}}");

  /** Longer ones are texts that people typed, and no list has those. */
  private static final int LONGEST = 100;

  private final Path project;
  private final String name;

  /** {@code name} is the project's own: what a package tests is not ours to change. */
  ListLooks(Path project, String name) {
    this.project = project.normalize();
    this.name = name;
  }

  /** The first place that has a list without the value is the one that the test reads. */
  Optional<DocumentedChange> adding(Part part, Part tested, String value) {
    if (!part.packageName().equals(name) || !isPlain(value)) {
      return Optional.empty();
    }
    String values = part.test().argument("values");
    Matcher variable = VARIABLE.matcher(values.strip());
    if (variable.matches()) {
      String key = variable.group(2);
      return first(SETTINGS, List.of("vars." + name + "." + key, "vars." + key), value);
    }
    return values.startsWith("[")
        ? first(part.path(), keys(part, tested), value)
        : Optional.empty();
  }

  private static boolean isPlain(String value) {
    return !value.equals(Discretion.HIDDEN)
        && !value.equals("null")
        && value.equals(value.strip())
        && !value.isEmpty()
        && value.length() <= LONGEST
        && value.chars().noneMatch(Character::isISOControl);
  }

  /** As people write it, in today's way and in the older ones. */
  private static List<String> keys(Part part, Part tested) {
    String of = of(tested) + ".columns." + part.test().column();
    List<String> keys = new ArrayList<>();
    for (String tests : List.of("data_tests", "tests")) {
      for (String test : List.of("accepted_values", part.name())) {
        for (String values : List.of("arguments.values", "values")) {
          keys.add(String.join(".", of, tests, test, values));
        }
      }
    }
    return keys;
  }

  private static String of(Part tested) {
    if (!tested.isSource()) {
      return tested.type() + "s." + tested.name();
    }
    String source = tested.id().split("\\.", 4)[2];
    return "sources." + source + ".tables." + tested.name();
  }

  private Optional<DocumentedChange> first(String file, List<String> keys, String value) {
    return text(file)
        .flatMap(
            text ->
                keys.stream()
                    .map(key -> new DocumentedChange(file, key, "add", value))
                    .filter(change -> DocumentedEdit.of(text, change).changed())
                    .findFirst());
  }

  private Optional<String> text(String path) {
    Optional<Path> file = Below.of(project, path).filter(Files::isRegularFile);
    try {
      return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    } catch (IOException noText) {
      return Optional.empty();
    }
  }
}
