package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.sql.SyntaxMend;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts back a bracket or comma that is lost, or takes out one too many, where the model's text
 * leaves one reading only.
 */
final class SyntaxErrorFixer implements Fixer {
  @Override
  public String kind() {
    return "syntax_error";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    String file = cause.details().getOrDefault("file", "");
    Optional<String> text = file.endsWith(".sql") ? project.text(file) : Optional.empty();
    if (text.isEmpty()) {
      return Remedy.refused("the cause names no SQL file of the project");
    }
    SyntaxMend mend =
        SyntaxMend.of(text.get(), cause.details().getOrDefault("stop", ""), lines(cause));
    if (mend.edited().refused()) {
      String fault = mend.fault().isEmpty() ? "" : mend.fault() + ", and ";
      return Remedy.refused(quoted(file) + ": " + fault + mend.edited().refusal());
    }
    return Remedy.of(
        Map.of(file, mend.edited().text()),
        List.of(quoted(file) + ", line " + mend.line() + ": " + mend.says() + "."));
  }

  private static Set<Integer> lines(Cause cause) {
    String line = cause.details().getOrDefault("line", "0");
    return line.matches("[1-9]\\d{0,6}") ? Set.of(Integer.valueOf(line)) : Set.of();
  }
}
