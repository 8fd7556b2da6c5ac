package dev.nightshift.activities.tools;

import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.activities.rows.KeptRows.Column;
import dev.nightshift.activities.warehouse.Looks.Seen;
import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.workflows.values.Privacy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Rows as a model may read them. */
final class SeenRows {
  private static final int LONGEST = 200;

  private final Seen seen;
  private final Set<String> keys;
  private final Privacy privacy;

  SeenRows(Seen seen, Set<String> keys, Privacy privacy) {
    this.seen = seen;
    this.keys = keys;
    this.privacy = privacy;
  }

  String text() {
    Answer answer = seen.answer();
    StringBuilder text = new StringBuilder();
    text.append(answer.rows().isEmpty() ? "No rows.\n" : table(answer));
    if (answer.truncated()) {
      text.append("There are more rows.\n");
    }
    seen.left()
        .forEach(
            (relation, columns) ->
                text.append("Left out of ")
                    .append(relation)
                    .append(", since they are marked as sensitive or made of what is: ")
                    .append(String.join(", ", columns))
                    .append(".\n"));
    return text.toString();
  }

  private String table(Answer answer) {
    int most = answer.rows().size();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < answer.columns().size(); i++) {
      columns.add(new Column(answer.columns().get(i), isKey(seen.plain().get(i)), false));
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(new ArrayList<>());
    answer.rows().forEach(row -> lines.add(new ArrayList<>()));
    Discretion discretion = new Discretion(privacy, Privacy.Place.MODEL);
    for (int i = 0; i < columns.size(); i++) {
      if (seen.counts().contains(i)) {
        add(lines, columns.get(i).name(), column(answer, i));
      } else {
        Discretion.Shown shown =
            discretion.show(
                new KeptRows(List.of(columns.get(i)), one(answer, i), answer.truncated()), most);
        if (!shown.nothing()) {
          add(lines, shown.headings().get(0), shown.rows().stream().map(r -> r.get(0)).toList());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(String.join(" | ", line)).append('\n'));
    return text.toString();
  }

  private boolean isKey(String plain) {
    return plain != null && keys.stream().anyMatch(plain::equalsIgnoreCase);
  }

  private static void add(List<List<String>> lines, String heading, List<String> cells) {
    lines.get(0).add(heading);
    for (int row = 0; row < cells.size(); row++) {
      lines.get(row + 1).add(cut(cells.get(row)));
    }
  }

  private static List<String> column(Answer answer, int column) {
    List<String> cells = new ArrayList<>();
    answer.rows().forEach(row -> cells.add(String.valueOf(row.get(column))));
    return cells;
  }

  private static List<List<String>> one(Answer answer, int column) {
    List<List<String>> rows = new ArrayList<>();
    answer.rows().forEach(row -> rows.add(Collections.singletonList(row.get(column))));
    return rows;
  }

  private static String cut(String cell) {
    String line = cell.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
