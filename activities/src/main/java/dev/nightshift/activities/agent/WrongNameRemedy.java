package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.words.Exchange;
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
    return Exchange.of(cause.details()).isPresent();
  }

  static Remedy of(Cause cause, ProjectText project) {
    Exchange exchange = Exchange.of(cause.details()).orElseThrow();
    String name = cause.details().get("name");
    Map<String, String> edits = new LinkedHashMap<>();
    List<String> says = new ArrayList<>();
    for (String file : cause.details().getOrDefault("named_in", "").lines().toList()) {
      Optional<String> text = project.text(file);
      Optional<String> wrong = text.flatMap(exchange::in);
      if (wrong.isEmpty()
          && project.isEdited(file)
          && text.filter(it -> !exchange.done(it).isEmpty()).isPresent()) {
        String named = String.join(", ", exchange.done(text.get()));
        says.add(quoted(file) + ": names " + quoted(named) + " by an edit for another cause.");
        continue;
      }
      if (wrong.isEmpty()) {
        return Remedy.refused(quoted(file) + " does not name " + quoted(name) + " as it did");
      }
      edits.put(file, exchange.applied(text.get()));
      exchange.names().keySet().stream()
          .filter(it -> exchange.role().isIn(text.get(), it))
          .forEach(it -> says.add(says(file, text.get(), it, exchange, cause)));
    }
    return says.isEmpty()
        ? Remedy.refused("no file of the project names " + quoted(name))
        : Remedy.of(edits, says);
  }

  private static String says(
      String file, String text, String name, Exchange exchange, Cause cause) {
    return quoted(file)
        + ", line "
        + exchange.role().line(text, name)
        + ": names "
        + quoted(exchange.names().get(name))
        + " where "
        + quoted(name)
        + " stood; "
        + cause.details().getOrDefault("why", "")
        + ".";
  }
}
