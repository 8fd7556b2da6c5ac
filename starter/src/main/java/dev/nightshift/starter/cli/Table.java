package dev.nightshift.starter.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell; the last one runs free. */
final class Table {
  private static final int GAP = 2;
  private static final int WIDEST = 60;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    rows.add(List.of(heads));
  }

  void row(String... cells) {
    rows.add(List.of(cells).stream().map(Ink::line).toList());
  }

  void print(PrintStream out, Ink ink) {
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      List<String> cells = rows.get(r);
      for (int c = 0; c < cells.size(); c++) {
        boolean last = c == cells.size() - 1;
        String cell = last ? cells.get(c) : shortened(cells.get(c), width(c));
        line.append(cell);
        if (!last) {
          line.append(" ".repeat(width(c) - cell.length() + GAP));
        }
      }
      out.println(r == 0 ? ink.dim(line.toString()) : line.toString());
    }
  }

  private int width(int column) {
    return Math.min(
        WIDEST, rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0));
  }

  private static String shortened(String cell, int width) {
    return cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
  }
}
