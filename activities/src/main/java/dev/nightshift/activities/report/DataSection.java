package dev.nightshift.activities.report;

import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Column;
import dev.nightshift.workflows.values.DataChange.Outcome;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DataChange.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a fix does to the data, for a reviewer who asks whether numbers move. */
final class DataSection {
  /** A reviewer reads no longer cell. */
  private static final int MOST_COLUMNS = 8;

  private DataSection() {}

  /** Empty where nothing was compared. */
  static String of(DataChange change) {
    if (change.relations().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "Each relation as the fix builds it beside production's as it was last built: what came in"
            + " since then shows here too.\n\n");
    List<Relation> counted =
        change.relations().stream().filter(one -> one.outcome() == Outcome.COUNTED).toList();
    List<Relation> same = change.relations().stream().filter(DataSection::isSame).toList();
    List<Relation> told = new ArrayList<>(change.relations());
    told.removeAll(counted);
    told.removeAll(same);
    if (!told.isEmpty()) {
      text.append("| | rows before | after | by key | what else |\n|---|---:|---:|---|---|\n");
      told.forEach(one -> row(text, one));
    }
    if (!same.isEmpty()) {
      List<String> names = same.stream().map(one -> Wording.name(one.node())).toList();
      text.append(told.isEmpty() ? "" : "\n");
      text.append("The same, row for row or number for number: ");
      text.append(Wording.names(names, names.size())).append(".\n");
    }
    if (!counted.isEmpty()) {
      text.append("\nOf these only the rows were counted: ").append(rows(counted)).append(".\n");
    }
    if (change.more() > 0) {
      text.append("\n").append(change.more());
      text.append(" more were built and neither compared nor counted.\n");
    }
    return text.toString();
  }

  private static boolean isSame(Relation one) {
    return one.outcome() == Outcome.SAME && one.why().isEmpty();
  }

  private static String rows(List<Relation> counted) {
    return counted.stream()
        .sorted(Comparator.comparing(one -> one.rowsBefore() == one.rowsAfter()))
        .map(DataSection::rows)
        .collect(Collectors.joining(", "));
  }

  private static String rows(Relation one) {
    String before = one.rowsBefore() == one.rowsAfter() ? "" : number(one.rowsBefore()) + " → ";
    return Quoted.code(Wording.name(one.node())) + " " + before + number(one.rowsAfter());
  }

  private static void row(StringBuilder text, Relation one) {
    text.append("| ").append(Quoted.code(Wording.name(one.node())));
    text.append(one.edited() ? " (edited)" : "").append(" | ");
    text.append(number(one.rowsBefore())).append(" | ").append(number(one.rowsAfter()));
    text.append(" | ").append(byKey(one)).append(" | ");
    text.append(String.join("; ", said(one))).append(" |\n");
  }

  private static String byKey(Relation one) {
    if (one.key().isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    counted(parts, one.keysAdded(), " added");
    counted(parts, one.keysLost(), " lost");
    counted(parts, one.changed(), " changed");
    String what = parts.isEmpty() ? "the same" : String.join(", ", parts);
    return Quoted.code(String.join(", ", one.key())) + ": " + what;
  }

  private static void counted(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(number(number) + what);
    }
  }

  private static List<String> said(Relation one) {
    List<String> said = new ArrayList<>();
    if (one.outcome() == Outcome.NEW) {
      said.add("production has none yet");
    }
    if (!one.why().isEmpty()) {
      said.add(Quoted.prose(one.why()));
    }
    first(said, one.columnsAdded(), name -> Quoted.code(name) + " is new", "are new");
    first(said, one.columnsLost(), name -> Quoted.code(name) + " is gone", "are gone");
    first(said, one.columns(), DataSection::column, "columns are others");
    return said;
  }

  private static <T> void first(
      List<String> said, List<T> all, Function<T, String> words, String what) {
    all.stream().limit(MOST_COLUMNS).map(words).forEach(said::add);
    if (all.size() > MOST_COLUMNS) {
      said.add(all.size() - MOST_COLUMNS + " more " + what);
    }
  }

  private static String column(Column column) {
    Shape before = column.before();
    Shape after = column.after();
    List<String> parts = new ArrayList<>();
    if (column.rows() > 0) {
      parts.add("other in " + Wording.count(column.rows(), "row", "rows"));
    }
    if (!before.type().equals(after.type())) {
      parts.add(
          "was "
              + Quoted.prose(lower(before.type()))
              + ", is "
              + Quoted.prose(lower(after.type())));
    }
    moved(parts, "nulls", before.nulls(), after.nulls());
    moved(parts, "different values", before.distinct(), after.distinct());
    if (before.mean() != null && after.mean() != null && !before.mean().equals(after.mean())) {
      parts.add("mean " + mean(before) + " → " + mean(after));
    }
    return Quoted.code(column.name()) + ": " + String.join(", ", parts);
  }

  private static void moved(List<String> parts, String what, long before, long after) {
    if (before != after) {
      parts.add(what + " " + number(before) + " → " + number(after));
    }
  }

  private static String lower(String type) {
    return type.toLowerCase(Locale.ROOT);
  }

  private static String mean(Shape shape) {
    String text = String.format(Locale.ROOT, "%.4g", shape.mean());
    return text.contains(".") && !text.contains("e")
        ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
        : text;
  }

  private static String number(long number) {
    return number < 0 ? "" : String.format(Locale.ROOT, "%,d", number);
  }
}
