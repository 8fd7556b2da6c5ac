package dev.nightshift.bench.diagnosis;

import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** {@code bench diagnosis DIR [--engine E]}: a line for each case, and the totals. */
public final class Told {
  public static final String NAME = "diagnosis";
  public static final String SHOWS =
      "DIR [--engine E]: causes, verdicts and fixes of a folder of broken projects";

  private Told() {}

  /**
   * 0 where each case has its cause and verdict and no fix is false, 1 else, 2 for a wrong word.
   * What a person asks for is no such case.
   */
  public static int run(List<String> words, boolean json, Desk desk)
      throws IOException, InterruptedException {
    int engine = words.indexOf("--engine");
    boolean named = engine >= 0 && engine + 1 < words.size();
    List<String> rest =
        words.stream()
            .filter(
                word ->
                    !named || (words.indexOf(word) != engine && words.indexOf(word) != engine + 1))
            .toList();
    if (rest.size() != 1
        || rest.get(0).startsWith("-")
        || !Files.isDirectory(Path.of(rest.get(0)))) {
      desk.err()
          .println(
              "Usage: nightshift bench diagnosis DIR [--engine E] [--json]; DIR is a folder of cases, each"
                  + " a folder with a case.yml.");
      return 2;
    }
    List<Judgement> all =
        Diagnosis.of(Path.of(rest.get(0)), named ? words.get(engine + 1) : "rules", desk);
    if (all.isEmpty()) {
      desk.err()
          .println("There is no case in " + rest.get(0) + ": no folder below it has a case.yml.");
      return 2;
    }
    if (json) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("cases", all);
      told.put("totals", totals(all));
      desk.out()
          .println(Converter.json().writerWithDefaultPrettyPrinter().writeValueAsString(told));
    } else {
      table(all, desk.out());
    }
    return all.stream().filter(one -> !one.request()).allMatch(Judgement::right) ? 0 : 1;
  }

  private static Map<String, Long> totals(List<Judgement> all) {
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("cases", count(all, one -> !one.request()));
    totals.put("cause", count(all, Judgement::causeRight));
    totals.put("verdict", count(all, Judgement::verdictRight));
    totals.put("fixed", count(all, Judgement::fixed));
    totals.put("verified", count(all, Judgement::verified));
    totals.put("false_fix", count(all, Judgement::falseFix));
    totals.put("files", count(all, Judgement::filesRight));
    totals.put("unusable", count(all, one -> !one.request() && !one.trouble().isEmpty()));
    totals.put("requests", count(all, Judgement::request));
    return totals;
  }

  private static long count(List<Judgement> all, Predicate<Judgement> which) {
    return all.stream().filter(which).count();
  }

  static void table(List<Judgement> all, PrintStream out) {
    out.printf(
        "%-28s %-5s %-7s %-5s %-8s %-9s %-5s %7s  %s%n",
        "case", "cause", "verdict", "fixed", "verified", "false fix", "files", "seconds", "named");
    for (Judgement one : all) {
      out.printf(
          "%-28s %-5s %-7s %-5s %-8s %-9s %-5s %7.1f  %s%n",
          one.name(),
          mark(one.causeRight()),
          mark(one.verdictRight()),
          mark(one.fixed()),
          mark(one.verified()),
          one.falseFix() ? "FALSE" : "-",
          mark(one.filesRight()),
          one.seconds(),
          one.trouble().isEmpty() ? one.verdict() + " " + one.cause() : one.trouble());
    }
    out.println(totals(all));
  }

  private static String mark(boolean holds) {
    return holds ? "yes" : "-";
  }
}
