package dev.nightshift.starter.tests;

import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.tests.Fate;
import dev.nightshift.starter.cli.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same for a person at a terminal. */
final class LackText {
  private static final int REASONS = 3;

  private final Desk desk;
  private final boolean dryRun;
  private final boolean tried;

  /** {@code tried} says that a worker has run what is written. */
  LackText(Desk desk, boolean dryRun, boolean tried) {
    this.desk = desk;
    this.dryRun = dryRun;
    this.tried = tried;
  }

  List<String> lines(List<Lack> lacks) {
    List<String> lines = new ArrayList<>();
    if (lacks.isEmpty()) {
      return List.of("No model changed. --base names another branch, --models any model.");
    }
    for (Lack lack : lacks) {
      lines.add(desk.bold(desk.line(lack.model())) + "  " + desk.line(lack.path()));
      if (!lack.trouble().isEmpty()) {
        lines.add("  ! " + lack.trouble());
      }
      lack.written().forEach(one -> told(sign(one.fate()), one, lines));
      lack.left().forEach(one -> told("?", one, lines));
      lines.add("  " + ending(lack));
      lines.add("");
    }
    lines.add(sum(lacks));
    return lines;
  }

  private void told(String sign, Lack.Told told, List<String> lines) {
    lines.add("  " + sign + " " + desk.line(test(told.check())) + percent(told.sure()));
    told.reasons().stream().limit(REASONS).forEach(one -> lines.add("      " + desk.line(one)));
    if (!told.why().isEmpty()) {
      String how = told.fate() == Fate.WARNING ? "only warns: " : "not written: ";
      lines.add("      " + how + desk.line(told.why()));
    }
    if (told.fate() == Fate.TO_CONFIRM) {
      lines.add("      a comment asks its owner whether it is meant");
    }
  }

  private static String sign(Fate fate) {
    return fate == Fate.WARNING ? "!" : "+";
  }

  private static String percent(double sure) {
    return String.format(Locale.ROOT, "  (%.0f %%)", 100 * sure);
  }

  private static String test(Check check) {
    String name = check.kind().name().toLowerCase(Locale.ROOT);
    return switch (check.kind()) {
      case NOT_NULL, UNIQUE -> check.column() + ": " + name;
      case ACCEPTED_VALUES -> check.column() + ": " + name + " " + check.values();
      case RELATIONSHIPS ->
          check.column() + ": " + name + " to " + check.to() + "." + check.field();
      case COMBINATION -> String.join(", ", check.columns()) + ": unique together";
    };
  }

  private String ending(Lack lack) {
    if (lack.written().isEmpty()) {
      return lack.left().isEmpty() ? "It lacks nothing that is likely." : "Nothing is written.";
    }
    String number = counted(lack.written().size(), "test");
    return (dryRun ? number + " would go into " : number + " written to ") + desk.line(lack.file());
  }

  private String sum(List<Lack> lacks) {
    int written = lacks.stream().mapToInt(lack -> lack.written().size()).sum();
    String models = counted(lacks.size(), "model") + ": ";
    if (written == 0) {
      return models + "nothing to add.";
    }
    String tests = counted(written, "test");
    if (dryRun) {
      return models + tests + " to add; nothing was written.";
    }
    if (tried) {
      long warning = warning(lacks);
      return models
          + tests
          + " added. All have run in a sandbox: "
          + (warning == 0 ? "each of them holds." : warning + " of them only warn of the data.");
    }
    // What is printed to be copied is a name and nothing else.
    List<String> names =
        lacks.stream()
            .filter(lack -> !lack.written().isEmpty())
            .map(Lack::model)
            .filter(name -> name.matches("\\w+"))
            .toList();
    return models
        + tests
        + " added. None has been run: dbt test --select "
        + String.join(" ", names);
  }

  private static long warning(List<Lack> lacks) {
    return lacks.stream()
        .flatMap(lack -> lack.written().stream())
        .filter(told -> told.fate() == Fate.WARNING)
        .count();
  }

  private static String counted(int number, String of) {
    return number + " " + of + (number == 1 ? "" : "s");
  }
}
