package dev.nightshift.bench.yaml;

import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.yaml.TestEdits;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.bench.Figure;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@code bench yaml DIR}: tests added to each model of a folder's properties files. */
public final class Splicing {
  public static final String NAME = "yaml";
  public static final String SHOWS =
      "DIR: tests added to each model of a folder's properties files, judged by dbt's own parser";

  private static final double LEAST_MADE = 90;
  private static final String THERE = "it is there already";

  /** So many texts are sent to the judge at once. */
  private static final int BATCH = 200;

  private static final int PROGRESS = 500;

  private static final TestEdits.Style STYLE = new TestEdits.Style(true, "data_tests");

  private final Judge judge;
  private final Consumer<String> progress;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<Double> millis = new ArrayList<>();
  private final List<Edit> unjudged = new ArrayList<>();
  private final List<Path> places = new ArrayList<>();
  private int files;
  private int unreadable;
  private int there;
  private int made;

  private Splicing(Judge judge, Consumer<String> progress) {
    this.judge = judge;
    this.progress = progress;
  }

  /** 0 where no edit is wrong and enough are made, 1 else, 2 for a wrong word. */
  public static int run(List<String> words, boolean json, Desk desk) throws IOException {
    if (words.size() != 1 || !Files.isDirectory(Path.of(words.get(0)))) {
      desk.err()
          .println(
              "Usage: nightshift bench yaml DIR [--json]; DIR is a folder with properties files.");
      return 2;
    }
    try (Judge judge = Judge.start(Toolchain.of(desk.home()).required("dbt").python())) {
      Splicing splicing = new Splicing(judge, desk.err()::println);
      splicing.folder(Path.of(words.get(0)));
      if (splicing.millis.isEmpty()) {
        desk.err().println("There is no properties file with models in " + words.get(0) + ".");
        return 2;
      }
      splicing.tell(json, desk.out());
      return splicing.wrong.isEmpty() && splicing.share() >= LEAST_MADE ? 0 : 1;
    }
  }

  private void folder(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all =
          walk.filter(path -> path.toString().matches(".*\\.ya?ml") && Files.isRegularFile(path))
              .sorted()
              .toList();
    }
    for (int i = 0; i < all.size(); i++) {
      file(all.get(i));
      if ((i + 1) % PROGRESS == 0) {
        progress.accept("%d of %d files".formatted(i + 1, all.size()));
      }
    }
    judge();
  }

  private void file(Path path) throws IOException {
    try {
      String text = Files.readString(path);
      if (Yaml.parse(text) instanceof Map<?, ?> document
          && document.get("models") instanceof List<?> models) {
        files++;
        for (Object model : models) {
          if (model instanceof Map<?, ?> entry && entry.containsKey("name")) {
            edits(path, Edit.of(text, entry));
          }
        }
      }
    } catch (Yaml.Unreadable | CharacterCodingException e) {
      unreadable++;
    }
  }

  private void edits(Path path, List<Edit> edits) throws IOException {
    for (Edit edit : edits) {
      long begun = System.nanoTime();
      TestEdits.Change change =
          TestEdits.add(edit.before(), edit.kind(), edit.model(), List.of(edit.test()), STYLE);
      millis.add((System.nanoTime() - begun) / 1e6);
      if (change.refused().isEmpty()) {
        made++;
        unjudged.add(edit.to(change.text()));
        places.add(path);
      } else {
        refused(edit, change.refused().get(0).why());
      }
    }
    if (unjudged.size() >= BATCH) {
      judge();
    }
  }

  private void refused(Edit edit, String why) {
    if (why.equals(THERE)) {
      there++;
      return;
    }
    String general = why.replace(" " + edit.model() + " ", " … ").replaceAll("\\(&.*\\)", "(&…)");
    String column = edit.test().column();
    reasons.merge(
        column == null ? general : general.replace(" " + column + " ", " … "), 1, Integer::sum);
  }

  private void judge() throws IOException {
    List<String> judged = judge.of(unjudged);
    for (int i = 0; i < judged.size(); i++) {
      if (!judged.get(i).isEmpty()) {
        Edit edit = unjudged.get(i);
        wrong.add(
            "%s, %s, %s: %s"
                .formatted(places.get(i), edit.model(), edit.test().name(), judged.get(i)));
      }
    }
    unjudged.clear();
    places.clear();
  }

  /** Of those that were to be made. */
  private double share() {
    int wanted = millis.size() - there;
    return wanted == 0 ? 100 : 100.0 * made / wanted;
  }

  private void tell(boolean json, PrintStream out) throws IOException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("files", files);
    told.put("unreadable", unreadable);
    told.put("edits", millis.size());
    told.put("there already", there);
    told.put("made", made);
    told.put("made, %", Math.round(share() * 100) / 100.0);
    told.put("wrong", wrong.size());
    told.put("median, ms", Math.round(Figure.median(millis) * 1000) / 1000.0);
    if (json) {
      told.put("refused", reasons);
      told.put("wrong edits", wrong);
      out.println(Converter.json().writerWithDefaultPrettyPrinter().writeValueAsString(told));
      return;
    }
    told.forEach((name, value) -> out.printf("%-14s %10s%n", name, value));
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(reason -> out.printf("%14d %s%n", reason.getValue(), reason.getKey()));
    wrong.forEach(one -> out.println("WRONG " + one));
  }
}
