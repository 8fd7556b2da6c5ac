package dev.nightshift.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.bench.cli.ColdStart;
import dev.nightshift.bench.dbt.Endurance;
import dev.nightshift.bench.dbt.WarmDbt;
import dev.nightshift.bench.diagnosis.Told;
import dev.nightshift.bench.extraction.Context;
import dev.nightshift.bench.extraction.Extraction;
import dev.nightshift.bench.faults.Faults;
import dev.nightshift.bench.inference.Quality;
import dev.nightshift.bench.mutants.Mutants;
import dev.nightshift.bench.overhead.Overhead;
import dev.nightshift.bench.remediation.WholeRemediation;
import dev.nightshift.bench.tests.TwentyModels;
import dev.nightshift.bench.turns.Turns;
import dev.nightshift.bench.webhook.Webhook;
import dev.nightshift.bench.yaml.Splicing;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.durable.Converter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./nightshift bench [NAME] [--json]}: exit 0 where all bars are met, 1 else, 2 for a wrong
 * word. The launcher has the help: nobody should wait for a build to read it.
 */
public final class Bench {
  static final List<Benchmark> ALL =
      List.of(
          new WarmDbt(),
          new Endurance(),
          new Extraction(),
          new Context(),
          new ColdStart(),
          new Overhead(),
          new WholeRemediation(),
          new TwentyModels(),
          new Mutants(),
          new Webhook(),
          new Turns(),
          Faults.atHome(),
          Faults.abroad(),
          Faults.ofSession());

  static final List<Judging> JUDGING =
      List.of(
          new Judging(Told.NAME, Told.SHOWS, Told::run),
          new Judging(Quality.NAME, Quality.SHOWS, Quality::run),
          new Judging(Splicing.NAME, Splicing.SHOWS, Splicing::run));

  private final List<Benchmark> all;

  Bench(List<Benchmark> all) {
    this.all = List.copyOf(all);
  }

  public static void main(String[] arguments) throws Exception {
    System.exit(new Bench(ALL).run(List.of(arguments), System.out, System.err));
  }

  int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
    List<String> words = new ArrayList<>(arguments);
    boolean json = words.remove("--json");
    if (words.isEmpty()) {
      list(json, out);
      return 0;
    }
    for (Judging one : JUDGING) {
      if (one.name().equals(words.get(0))) {
        Desk desk = new Desk(out, err, System.getenv(), Path.of(""), false, null);
        return one.judge().run(words.subList(1, words.size()), json, desk);
      }
    }
    Optional<Benchmark> chosen =
        all.stream().filter(one -> one.name().equals(words.get(0))).findFirst();
    if (chosen.isEmpty() || words.size() > 1) {
      err.println(
          "There is no benchmark " + String.join(" ", words) + "; nightshift bench lists them.");
      return 2;
    }
    List<Figure> figures = chosen.get().run(err::println);
    if (json) {
      out.println(Converter.json().writeValueAsString(figures.stream().map(Bench::map).toList()));
    } else {
      table(figures, out);
    }
    return figures.stream().allMatch(Figure::met) ? 0 : 1;
  }

  private void list(boolean json, PrintStream out) throws JsonProcessingException {
    if (json) {
      out.println(Converter.json().writeValueAsString(listed()));
      return;
    }
    out.println("Benchmarks, each against a peer or a promise in the same run:\n");
    listed().forEach(one -> out.printf("  %-14s %s%n", one.name(), one.shows()));
    out.println("\nnightshift bench NAME [--json]; exit code 1 when a bar is missed.");
  }

  private List<Listed> listed() {
    List<Listed> listed = new ArrayList<>(all.stream().map(Listed::of).toList());
    JUDGING.forEach(one -> listed.add(new Listed(one.name(), one.shows())));
    return listed;
  }

  private record Listed(String name, String shows) {
    static Listed of(Benchmark one) {
      return new Listed(one.name(), one.shows());
    }
  }

  private static Map<String, Object> map(Figure figure) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", figure.name());
    all.put("ours", figure.ours());
    if (figure.compared()) {
      all.put("peer", figure.peer());
      all.put("ratio", figure.ratio());
      all.put("bar", figure.bar());
    }
    all.put("unit", figure.unit());
    all.put("compared", figure.compared());
    all.put("met", figure.met());
    return all;
  }

  private static void table(List<Figure> figures, PrintStream out) {
    out.printf("%-34s %10s %10s %7s %7s%n", "", "ours", "peer", "ratio", "bar");
    figures.forEach(one -> out.print(one.compared() ? compared(one) : alone(one)));
  }

  private static String compared(Figure one) {
    return "%-34s %10.2f %10.2f %7.3f %7.3f %s %s%n"
        .formatted(
            one.name(),
            one.ours(),
            one.peer(),
            one.ratio(),
            one.bar(),
            one.unit(),
            one.met() ? "" : "MISSED");
  }

  private static String alone(Figure one) {
    return "%-34s %10.2f %10s %7s %7s %s NOT COMPARED: there is no such program here%n"
        .formatted(one.name(), one.ours(), "-", "-", "-", one.unit());
  }
}
