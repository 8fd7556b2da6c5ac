package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.List;

/** What a reviewer cannot read: binary files, links, text that is not UTF-8. */
final class NoText implements Rule {
  @Override
  public String name() {
    return "no_text";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    return exhibit.files().values().stream()
        .filter(FileChange::isBinary)
        .map(file -> refusal(file.path(), "the file is binary, a link, or not UTF-8"))
        .toList();
  }
}
