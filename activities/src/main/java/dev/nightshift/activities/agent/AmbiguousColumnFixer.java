package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.AmbiguousColumn;
import dev.nightshift.workflows.values.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says whose a column is where the diagnosis found that it can be only one relation's. */
final class AmbiguousColumnFixer implements Fixer {
  @Override
  public String kind() {
    return "ambiguous_column";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String file = details.getOrDefault("file", "");
    String name = details.getOrDefault("name", "");
    Map<Integer, String> places = places(details.getOrDefault("places", ""));
    if (details.containsKey("doubt")) {
      return Remedy.refused(quoted(file) + ": " + details.get("doubt"));
    }
    Optional<String> text = file.endsWith(".sql") ? project.text(file) : Optional.empty();
    if (text.isEmpty() || places.isEmpty()) {
      return Remedy.refused("it is not known whose " + quoted(name) + " is meant");
    }
    Edited edited = AmbiguousColumn.told(text.get(), name, places);
    return Remedy.of(
        file,
        edited,
        "reads "
            + name
            + " of "
            + String.join(" and of ", new TreeSet<>(places.values()))
            + "; "
            + details.getOrDefault("why", "")
            + ".");
  }

  private static Map<Integer, String> places(String text) {
    Map<Integer, String> places = new TreeMap<>();
    if (text.matches("\\d{1,9}:\\w+(,\\d{1,9}:\\w+)*")) {
      for (String place : text.split(",", -1)) {
        String[] parts = place.split(":", -1);
        places.put(Integer.valueOf(parts[0]), parts[1]);
      }
    }
    return places;
  }
}
