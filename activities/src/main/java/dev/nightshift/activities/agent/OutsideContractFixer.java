package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.yaml.YamlEdits;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names in a model's contract what the model gives beyond it. */
final class OutsideContractFixer implements Fixer {
  @Override
  public String kind() {
    return "outside_contract";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    String model = cause.details().getOrDefault("model", "");
    List<String> columns = cause.details().getOrDefault("columns", "").lines().toList();
    List<String> files =
        project.files(project.propertyFolders(), ".yml", ".yaml").stream()
            .filter(
                file -> project.text(file).filter(it -> YamlEdits.promises(it, model)).isPresent())
            .toList();
    if (files.size() != 1 || columns.isEmpty()) {
      return Remedy.refused("it is not known which file holds the contract of " + quoted(model));
    }
    String file = files.get(0);
    String text = project.text(file).orElseThrow();
    List<String> says = new ArrayList<>();
    for (String column : columns) {
      String name = column.split(" ", 2)[0];
      Edited edited = YamlEdits.addColumn(text, model, name, column.split(" ", 2)[1]);
      if (!edited.changed()) {
        return Remedy.refused(quoted(file) + ": " + edited.refusal());
      }
      text = edited.text();
      says.add(
          quoted(file)
              + ": the contract of "
              + quoted(model)
              + " names "
              + quoted(name)
              + " too, with the type that the model gives it. What it holds is for its author to"
              + " describe.");
    }
    return Remedy.of(Map.of(file, text), says);
  }
}
