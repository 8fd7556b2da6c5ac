package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.JoinedModel;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins, in the place of a model with several rows for each key, the one model of which the
 * diagnosis proved that it has the same with one row each; or takes these rows once, where it
 * proved that they are the same in all that is read of them. Where nothing is proved, a person has
 * to say which row is meant.
 */
final class FanOutFixer implements Fixer {
  @Override
  public String kind() {
    return "fan_out";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String file = details.getOrDefault("file", "");
    String joined = details.getOrDefault("joined", "");
    String other = name(details.getOrDefault("instead", ""));
    if (details.containsKey("distinct")) {
      return once(details, file, joined, project);
    }
    if (file.isEmpty() || joined.isEmpty() || other.isEmpty()) {
      return Remedy.refused(
          details.getOrDefault(
              "undecided",
              "which of the joined rows is meant was not found out, and is for a person to say"));
    }
    Optional<String> text = project.text(file);
    if (text.isEmpty()) {
      return Remedy.refused(quoted(file) + " is not in the project");
    }
    Map<String, String> columns = JoinedModel.columns(details.getOrDefault("reads", ""));
    Edited edited = JoinedModel.instead(text.get(), joined, other, columns);
    if (edited.refused()) {
      return Remedy.refused(quoted(file) + ": " + edited.refusal());
    }
    return Remedy.of(Map.of(file, edited.text()), says(details, file, other, columns));
  }

  private static Remedy once(
      Map<String, String> details, String file, String joined, ProjectText project) {
    Optional<String> text = project.text(file);
    if (text.isEmpty()) {
      return Remedy.refused(quoted(file) + " is not in the project");
    }
    List<String> columns = List.of(details.get("distinct").split(",", -1));
    Edited edited = JoinedModel.once(text.get(), joined, columns);
    return Remedy.of(
        file,
        edited,
        "takes each row of "
            + quoted(name(joined))
            + " once, in the columns that it reads ("
            + String.join(", ", columns)
            + "). No row of one key differs in them, so that none is chosen by chance.");
  }

  private static List<String> says(
      Map<String, String> details, String file, String other, Map<String, String> columns) {
    List<String> says = new ArrayList<>();
    says.add(
        quoted(file)
            + ": joins "
            + quoted(other)
            + " where it joined "
            + quoted(name(details.get("joined")))
            + ", at that join only.");
    columns.forEach(
        (from, to) -> {
          if (!from.equals(to)) {
            says.add(quoted(from) + " is " + quoted(to) + " there, as the model calls it already.");
          }
        });
    says.add(
        "No row is dropped by chance: production has one row for each "
            + quoted(details.getOrDefault("by", ""))
            + " there, the same ones, and the same values wherever they can be compared.");
    return says;
  }

  private static String name(String id) {
    return id.substring(id.lastIndexOf('.') + 1);
  }
}
