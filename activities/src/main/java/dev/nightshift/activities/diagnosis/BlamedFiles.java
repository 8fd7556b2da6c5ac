package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.jinja.JinjaMend;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The project's files that an error of dbt is about: those that it names, and those that it only
 * describes, by lines of their text, by a node, a tag or a value.
 */
final class BlamedFiles {
  private static final Pattern NAMED =
      Pattern.compile("[^\\s()'\"`,:]+\\.(?:sql|ya?ml|py|csv|md)\\b");
  private static final Pattern EXCERPT = Pattern.compile("(?m)^\\s*(\\d{1,9}) *\\| ?(.*)$");
  private static final Pattern NODE =
      Pattern.compile("\\b(?:model|seed|snapshot|analysis)\\.\\w+\\.(\\w+)");
  private static final Pattern BAD_PROJECT =
      Pattern.compile("Error encountered in \\S*/dbt_project\\.yml");
  private static final Pattern NOT_CLOSED =
      Pattern.compile("without finding a close tag for (\\w+)");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("Env var required but not provided: '(\\w+)'");
  private static final Pattern DISABLED =
      Pattern.compile("depends on a node named '(\\w+)'.* which is disabled");
  private static final Pattern BAD_SETTING =
      Pattern.compile("at path \\['(\\w+)'\\]: (?:'([^'\\n]*)'|(\\S+)) is not");
  private static final Pattern BAD_SNAPSHOT =
      Pattern.compile("Snapshots must be configured with a 'strategy' and 'unique_key'");

  /** dbt blames several at once, in an order that tells nothing. */
  private static final Pattern ALIKE =
      Pattern.compile(
          "dbt found (?:two|multiple|versioned)|Found a cycle|which is disabled"
              + "|at path \\['|Snapshots must be|close tag for");

  private final Inventory inventory;
  private final Recent recent;

  BlamedFiles(Inventory inventory, Recent recent) {
    this.inventory = inventory;
    this.recent = recent;
  }

  static boolean areAlike(String message) {
    return ALIKE.matcher(message).find();
  }

  List<String> of(String message) {
    Set<String> files = new LinkedHashSet<>();
    each(DISABLED, message, it -> files.addAll(disabling(it.group(1))));
    each(
        NAMED,
        message,
        it -> {
          String path = it.group().replace('\\', '/');
          inventory.text(path).ifPresent(text -> files.add(path));
        });
    if (BAD_PROJECT.matcher(message).find()) {
      files.add("dbt_project.yml");
    }
    if (files.isEmpty()) {
      files.addAll(excerpted(message));
    }
    each(
        NOT_CLOSED,
        message,
        it -> files.addAll(having((path, text) -> JinjaMend.leavesOpen(text, it.group(1)))));
    each(
        ENVIRONMENT,
        message,
        it -> files.addAll(having((path, text) -> text.contains("env_var") && word(text, it, 1))));
    each(
        BAD_SETTING,
        message,
        it ->
            files.addAll(
                having(
                    (path, text) ->
                        word(text, it, 1) && word(text, it, it.group(2) == null ? 3 : 2))));
    if (BAD_SNAPSHOT.matcher(message).find()) {
      files.addAll(having((path, text) -> isBadSnapshot(text)));
    }
    Map<String, String> models = inventory.models();
    each(
        NODE,
        message,
        it -> {
          String file = models.get(it.group(1));
          if (file != null) {
            files.add(file);
          }
        });
    return new ArrayList<>(files);
  }

  private interface Found {
    void at(MatchResult match);
  }

  private static void each(Pattern pattern, String message, Found found) {
    Matcher matcher = pattern.matcher(message);
    while (matcher.find()) {
      found.at(matcher.toMatchResult());
    }
  }

  private List<String> having(BiPredicate<String, String> wanted) {
    return inventory.own().entrySet().stream()
        .filter(file -> wanted.test(file.getKey(), file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean word(String text, MatchResult match, int group) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(match.group(group)) + "(?!\\w)")
        .matcher(text)
        .find();
  }

  /** Where a model is switched off: its own file or, by its name, a newly changed other one. */
  private List<String> disabling(String model) {
    List<String> files = new ArrayList<>();
    String own = inventory.models().getOrDefault(model, "");
    String text = inventory.text(own).orElse("");
    if (text.contains("enabled") || !recent.changed().contains("dbt_project.yml")) {
      files.add(own);
    }
    recent.changed().stream()
        .filter(path -> path.matches(".*\\.ya?ml"))
        .filter(path -> inventory.text(path).orElse("").contains("enabled"))
        .forEach(files::add);
    files.add(own);
    files.removeIf(String::isEmpty);
    return files;
  }

  private static boolean isBadSnapshot(String text) {
    return Pattern.compile("\\{%[-+]?\\s*snapshot\\s").matcher(text).find()
        && !(text.contains("strategy") && text.contains("unique_key"));
  }

  /** dbt prints the lines around an error with their numbers; a file that has them all is it. */
  private List<String> excerpted(String message) {
    Map<Integer, String> lines =
        EXCERPT
            .matcher(message)
            .results()
            .collect(
                Collectors.toMap(
                    it -> Integer.parseInt(it.group(1)),
                    it -> it.group(2).strip(),
                    (one, other) -> one));
    return lines.isEmpty() ? List.of() : having((path, text) -> hasAll(text, lines));
  }

  private static boolean hasAll(String text, Map<Integer, String> lines) {
    List<String> all = text.lines().toList();
    return lines.entrySet().stream()
        .allMatch(
            line ->
                line.getKey() <= all.size()
                    ? all.get(line.getKey() - 1).strip().equals(line.getValue())
                    : line.getValue().isEmpty());
  }
}
