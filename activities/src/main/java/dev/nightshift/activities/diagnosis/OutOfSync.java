package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.Behind;
import dev.nightshift.activities.diagnosis.Facts.MissingColumn;
import dev.nightshift.activities.git.Histories.Earlier;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An incremental model that dbt itself stopped since its table has other columns than its text. */
final class OutOfSync {
  private static final Pattern SAYS =
      Pattern.compile(
          "(?s)schemas on this incremental model are out of sync.*"
              + "Source columns not in target: \\[(.*?)\\]\\s*\\n"
              + "\\s*Target columns not in source: \\[(.*?)\\]\\s*\\n"
              + "\\s*New column types: \\[(.*?)\\]\\s*(?:\\n|\\z)");

  /** Each adapter writes its columns as its classes do. */
  private static final Pattern COLUMN =
      Pattern.compile("\\bcolumn='([^']+)'|Column\\s+([^\\s(]+)\\s*\\(");

  private final Graph graph;
  private final LastPassed passed;

  OutOfSync(Graph graph, LastPassed passed) {
    this.graph = graph;
    this.passed = passed;
  }

  Optional<MissingColumn> look(Part model, String message) {
    Matcher says = SAYS.matcher(message);
    if (!says.find()) {
      return Optional.empty();
    }
    List<String> lacking = names(says.group(1));
    Behind behind =
        new Behind(
            model.id(),
            model.relation(),
            model.path(),
            model.config("on_schema_change"),
            names(says.group(2)),
            says.group(3),
            lacking.isEmpty() ? "" : broughtBy(model, lacking));
    return Optional.of(new MissingColumn(String.join(", ", lacking), List.of(), behind, null));
  }

  private static List<String> names(String columns) {
    return COLUMN.matcher(columns).results().map(OutOfSync::name).toList();
  }

  private static String name(MatchResult column) {
    return column.group(1) == null ? column.group(2) : column.group(1);
  }

  /** Empty where they came some other way, such as by a star. */
  private String broughtBy(Part model, List<String> columns) {
    Optional<Earlier> earlier = passed.lately(model.id()).file(model.path());
    Optional<Lineage> was = earlier.map(Earlier::text).flatMap(text -> graph.lineage(model, text));
    Optional<Lineage> is = graph.lineage(model);
    return was.isPresent()
            && is.isPresent()
            && columns.stream().noneMatch(was.get()::gives)
            && columns.stream().allMatch(is.get()::gives)
        ? Optional.ofNullable(earlier.get().by()).map(by -> by.commit()).orElse("")
        : "";
  }
}
