package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** New files only where dbt keeps its own, and none taken away. */
final class NewAndGoneFiles implements Rule {
  @Override
  public String name() {
    return "new_or_gone_file";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      if (file.isGone()) {
        refusals.add(refusal(file.path(), "the file is removed"));
      } else if (file.path().startsWith("../")) {
        refusals.add(refusal(file.path(), "the file is outside the dbt project"));
      } else if (file.isNew() && !exhibit.isProven(file)) {
        ofNew(file, exhibit).ifPresent(refusals::add);
      }
    }
    return refusals;
  }

  private Optional<Refusal> ofNew(FileChange file, Exhibit exhibit) {
    if (!exhibit.layout().isOwn(file.path())) {
      return Optional.of(
          refusal(
              file.path(),
              "the file is new, and not in a folder of models, tests, macros or seeds"));
    }
    return file.ends(".sql", ".yml", ".yaml", ".md", ".csv")
        ? Optional.empty()
        : Optional.of(refusal(file.path(), "a new file of this kind is not ours to add"));
  }
}
