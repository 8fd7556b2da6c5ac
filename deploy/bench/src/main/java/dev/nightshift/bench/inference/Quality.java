package dev.nightshift.bench.inference;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.activities.inference.Kind;
import dev.nightshift.activities.inference.Weights;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code bench inference DIR}: of each project below, the tests that people wrote, hidden one model
 * at a time, and what is inferred without them. There is no data to ask, so what is likely counts
 * as written where it needs none; a test that people did not write counts as wrong, though they may
 * have forgotten it.
 */
public final class Quality {
  public static final String NAME = "inference";
  public static final String SHOWS =
      "DIR [--out FILE] [--fit FILE]: inferred tests beside those that people wrote";

  private static final double PRECISION = 0.70;
  private static final double RECALL = 0.65;

  private final Desk desk;
  private final List<Judged> judged = new ArrayList<>();
  private final List<Judged> fresh = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /** What is said of a project: how much of it could be read, and how its tests were found. */
  private record Line(String project, int models, long read, int tested) {}

  private Quality(Desk desk) {
    this.desk = desk;
  }

  /** 0 where both bars are met over all projects, 1 where one is missed, 2 for a wrong word. */
  public static int run(List<String> words, boolean json, Desk desk)
      throws IOException, InterruptedException {
    List<String> rest = new ArrayList<>(words);
    Path out = named("--out", rest);
    Path fit = named("--fit", rest);
    if (rest.size() != 1
        || rest.get(0).startsWith("-")
        || !Files.isDirectory(Path.of(rest.get(0)))) {
      desk.err()
          .println(
              "Usage: nightshift bench inference DIR [--out FILE] [--fit FILE] [--json]; DIR holds"
                  + " checkouts of dbt projects. --out has every disagreement, --fit the weights"
                  + " that these projects would give.");
      return 2;
    }
    Quality quality = new Quality(desk);
    for (Path project : Rendering.projects(Path.of(rest.get(0)))) {
      quality.judge(Path.of(rest.get(0)).relativize(project).toString(), project);
    }
    if (quality.judged.isEmpty()) {
      desk.err().println("No model below " + rest.get(0) + " has a test.");
      return 2;
    }
    if (out != null) {
      Files.write(out, quality.disagreements());
    }
    if (fit != null) {
      List<Judged> both = new ArrayList<>(quality.judged);
      both.addAll(quality.fresh);
      Files.write(fit, written(Fitting.of(both)));
    }
    if (json) {
      desk.out().println(Desk.json(quality.figures()));
    } else {
      quality.table();
    }
    Tally all = Tally.of(quality.judged, null);
    return all.precision() >= PRECISION && all.recall() >= RECALL ? 0 : 1;
  }

  private static Path named(String option, List<String> words) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 >= words.size()) {
      return null;
    }
    words.remove(at);
    return Path.of(words.remove(at));
  }

  private void judge(String name, Path project) throws IOException, InterruptedException {
    desk.err().println(name.isEmpty() ? project.toString() : name);
    Manifest manifest;
    try {
      manifest = new Rendering(desk.home()).of(project);
    } catch (IOException unreadable) {
      desk.err().println("  left out: " + unreadable.getMessage());
      return;
    }
    Inference inference = new Inference(manifest);
    List<String> tested =
        inference.models().stream().filter(id -> !inference.written(id).isEmpty()).toList();
    for (String id : tested) {
      judged.add(Judged.of(name, id, inference));
      if (inference.isRead(id)) {
        fresh.add(Judged.ofNew(name, id, inference));
      }
    }
    long read = inference.models().stream().filter(inference::isRead).count();
    lines.add(new Line(name, inference.models().size(), read, tested.size()));
  }

  private static List<String> written(Weights weights) {
    List<String> lines = new ArrayList<>();
    lines.add("# What each clue weighs, in log odds: by nightshift bench inference DIR --fit.");
    weights.of().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> lines.add(one.getKey() + "=" + one.getValue()));
    return lines;
  }

  private void table() {
    for (Line line : lines) {
      desk.out()
          .printf(
              "%s: %d models, the SQL of %d read, %d with tests%n",
              line.project(), line.models(), line.read(), line.tested());
      told(judged.stream().filter(one -> one.project().equals(line.project())).toList());
    }
    desk.out().println("all, as if no column were described, where the SQL is read");
    told(fresh);
    desk.out().println("all");
    told(judged);
  }

  private void told(List<Judged> models) {
    for (Kind kind : Kind.values()) {
      desk.out().printf("  %-16s %s%n", word(kind), Tally.of(models, kind).told());
    }
    desk.out().printf("  %-16s %s%n", "all", Tally.of(models, null).told());
  }

  private Map<String, Object> figures() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Line line : lines) {
      Map<String, Object> of =
          figures(judged.stream().filter(one -> one.project().equals(line.project())).toList());
      of.put("models", line.models());
      of.put("read", line.read());
      of.put("tested", line.tested());
      all.put(line.project(), of);
    }
    all.put("undescribed", figures(fresh));
    all.put("all", figures(judged));
    return all;
  }

  private static Map<String, Object> figures(List<Judged> models) {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      figures.put(word(kind), Tally.of(models, kind));
    }
    figures.put("all", Tally.of(models, null));
    return figures;
  }

  /** A line of JSON each: what was likely and nobody wrote, and what was written and not likely. */
  private List<String> disagreements() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Judged model : judged) {
      for (Candidate candidate : model.candidates()) {
        if (candidate.isWrittenUnasked() && !model.isWritten(candidate)) {
          lines.add(line(model, candidate.check(), "not written", candidate));
        }
      }
      for (Check check : model.written()) {
        Candidate thought =
            model.candidates().stream()
                .filter(one -> one.check().same(check))
                .findFirst()
                .orElse(null);
        if (thought == null || !thought.isWrittenUnasked()) {
          lines.add(line(model, check, "not inferred", thought));
        }
      }
    }
    return lines;
  }

  private static String line(Judged model, Check check, String what, Candidate thought)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("project", model.project());
    line.put("model", model.model());
    line.put("test", word(check.kind()));
    line.put("columns", check.columns());
    line.put("is", what);
    if (thought != null) {
      line.put("sure", thought.sure());
      line.put("clues", thought.clues());
    }
    return Converter.json().writeValueAsString(line);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
