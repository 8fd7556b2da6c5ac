package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.words.Role;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the name that was meant where the diagnosis found one that dbt looked for in vain. */
final class WrongNameRemedy {
  private WrongNameRemedy() {}

  static boolean isDecided(Cause cause) {
    return cause.details().containsKey("role") && cause.details().containsKey("meant");
  }

  static Remedy of(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    Role role = Role.valueOf(details.get("role"));
    String name = details.get("name");
    String meant = details.get("meant");
    Map<String, String> edits = new LinkedHashMap<>();
    List<String> says = new ArrayList<>();
    for (String file : details.getOrDefault("named_in", "").lines().toList()) {
      Optional<String> text = project.text(file);
      if (text.isPresent() && project.isEdited(file) && isAsMeant(text.get(), role, name, meant)) {
        says.add(quoted(file) + ": names " + quoted(meant) + " by an edit for another cause.");
        continue;
      }
      if (text.isEmpty() || !role.isIn(text.get(), name)) {
        return Remedy.refused(quoted(file) + " does not name " + quoted(name) + " as it did");
      }
      edits.put(file, role.replaced(text.get(), name, meant));
      says.add(
          quoted(file)
              + ", line "
              + role.line(text.get(), name)
              + ": names "
              + quoted(meant)
              + " where "
              + quoted(name)
              + " stood; "
              + details.getOrDefault("why", "")
              + ".");
    }
    return says.isEmpty()
        ? Remedy.refused("no file of the project names " + quoted(name))
        : Remedy.of(edits, says);
  }

  private static boolean isAsMeant(String text, Role role, String name, String meant) {
    return !role.isIn(text, name) && role.isIn(text, meant);
  }
}
