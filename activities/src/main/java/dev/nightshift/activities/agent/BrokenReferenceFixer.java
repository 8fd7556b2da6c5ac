package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.sql.ColumnSlip;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Puts a misspelt column right where the diagnosis found, in what the select reads, the one that
 * was meant.
 */
final class BrokenReferenceFixer implements Fixer {
  @Override
  public String kind() {
    return "broken_reference";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String file = details.getOrDefault("file", "");
    String wrong = details.getOrDefault("name", "");
    String meant = details.getOrDefault("near", "");
    List<Integer> places = places(details.getOrDefault("places", ""));
    if (details.containsKey("doubt")) {
      return Remedy.refused(quoted(file) + ": " + details.get("doubt"));
    }
    if (places.isEmpty() || wrong.isEmpty() || meant.isEmpty()) {
      return Remedy.refused("it is not known which name was meant by " + quoted(wrong));
    }
    Optional<String> text = file.endsWith(".sql") ? project.text(file) : Optional.empty();
    Optional<String> after =
        text.flatMap(before -> ColumnSlip.corrected(before, wrong, meant, places));
    if (after.isEmpty()) {
      return Remedy.refused(quoted(file) + " does not read " + quoted(wrong) + " as it did");
    }
    Optional<String> other = otherThatNames(project, file, wrong);
    if (other.isPresent()) {
      return Remedy.refused(
          quoted(other.get()) + " names " + quoted(wrong) + " too, so that it may be meant");
    }
    return Remedy.of(
        Map.of(file, after.get()),
        List.of(says(file, wrong, meant, details, lines(text.get(), places))));
  }

  private static String says(
      String file, String wrong, String meant, Map<String, String> details, String lines) {
    return quoted(file)
        + ", "
        + lines
        + ": reads "
        + quoted(meant)
        + " where "
        + quoted(wrong)
        + " stood; no other column of "
        + details.getOrDefault("scope", "what is read there")
        + " is close to that name, and nothing has one that is called so.";
  }

  private static String lines(String text, List<Integer> places) {
    TreeSet<Integer> lines = new TreeSet<>();
    places.forEach(place -> lines.add(ColumnSlip.line(text, place)));
    return (lines.size() == 1 ? "line " : "lines ")
        + String.join(", ", lines.stream().map(String::valueOf).toList());
  }

  /** Another file that knows the name would not be put right by the edit of this one. */
  private static Optional<String> otherThatNames(ProjectText project, String file, String wrong) {
    Pattern word = Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(wrong) + "(?![\\w$])");
    List<String> files = new ArrayList<>(project.files(project.modelFolders(), ".sql", ".py"));
    files.addAll(project.files(project.testFolders(), ".sql"));
    files.addAll(project.files(project.propertyFolders(), ".yml", ".yaml"));
    return files.stream()
        .filter(path -> !path.equals(file))
        .filter(path -> project.text(path).filter(it -> word.matcher(it).find()).isPresent())
        .findFirst();
  }

  private static List<Integer> places(String text) {
    return text.matches("\\d{1,9}(,\\d{1,9})*")
        ? Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList()
        : List.of();
  }
}
