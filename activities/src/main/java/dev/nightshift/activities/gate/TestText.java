package dev.nightshift.activities.gate;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.JinjaMend;
import dev.nightshift.activities.sql.ColumnRename;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.activities.sql.SourceColumn;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * A singular test changes only by reading a renamed column of a source by its new name, by naming
 * what was meant, or by a tag that kept dbt from reading it.
 */
final class TestText implements Rule {
  @Override
  public String name() {
    return "test_changed";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.edited()) {
      if (exhibit.layout().isTest(file.path())
          && file.ends(".sql")
          && !exhibit.isRightName(file)
          && !isUnreadable(file, exhibit)
          && !isRenaming(file, exhibit)) {
        refusals.add(refusal(file.path(), "a test is changed: a person decides what is tested"));
      }
    }
    return refusals;
  }

  /** What dbt could not read tested nothing; {@link BeyondTheSlip} holds its words. */
  private static boolean isUnreadable(FileChange file, Exhibit exhibit) {
    return exhibit.baseUnread() && !JinjaMend.isWhole(file.before());
  }

  private static boolean isRenaming(FileChange file, Exhibit exhibit) {
    String text = file.before();
    for (Cause cause : exhibit.codeCauses()) {
      SourceColumn column = renamed(cause);
      if (column != null) {
        Edited edited =
            ColumnRename.inTest(text, column, Dialect.of(cause.details().get("adapter")));
        text = edited.text();
      }
    }
    return text.equals(file.after());
  }

  private static SourceColumn renamed(Cause cause) {
    if (cause.kind().equals("renamed_column")) {
      return new SourceColumn(
          "",
          cause.details().getOrDefault("model", ""),
          cause.details().getOrDefault("relation", ""),
          cause.details().getOrDefault("from", ""),
          cause.details().getOrDefault("to", ""));
    }
    String[] source = cause.details().getOrDefault("source", "").split("\\.", 4);
    if (!cause.kind().equals("renamed_source_column") || source.length != 4) {
      return null;
    }
    String relation = cause.details().getOrDefault("relation", source[3]);
    return new SourceColumn(
        source[2],
        source[3],
        relation.substring(relation.lastIndexOf('.') + 1).replaceAll("[\"`]", ""),
        cause.details().getOrDefault("from", ""),
        cause.details().getOrDefault("to", ""));
  }
}
