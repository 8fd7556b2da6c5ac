package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.ConfigCall;
import dev.nightshift.workflows.values.Cause;
import java.util.Map;
import java.util.Optional;

/** Gives a model the one setting, or the one value of it, that the diagnosis found it to lack. */
final class SettingFixer implements Fixer {
  private final String kind;

  SettingFixer(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String file = details.getOrDefault("file", "");
    String setting = details.getOrDefault("setting", "");
    Optional<String> text = file.endsWith(".sql") ? project.text(file) : Optional.empty();
    if (text.isEmpty() || setting.isEmpty()) {
      return Remedy.refused(
          details.getOrDefault("undecided", "the model is no SQL of the project"));
    }
    String value = details.getOrDefault("value", "");
    String was = details.getOrDefault("instead_of", "");
    Edited edited =
        was.isEmpty()
            ? ConfigCall.with(text.get(), setting, value)
            : ConfigCall.exchanged(text.get(), setting, was, value.replace("'", ""));
    return Remedy.of(
        file,
        edited,
        quoted(setting + "=" + details.get("value"))
            + ": "
            + details.getOrDefault("says", "")
            + ".");
  }
}
