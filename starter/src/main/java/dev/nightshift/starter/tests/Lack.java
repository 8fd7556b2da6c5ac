package dev.nightshift.starter.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.activities.inference.PropertiesFiles;
import dev.nightshift.activities.inference.PropertiesFiles.Added;
import dev.nightshift.activities.inference.PropertiesFiles.Wanted;
import dev.nightshift.activities.tests.Fate;
import dev.nightshift.activities.tests.PlannedTest;
import dev.nightshift.workflows.ports.Tests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a model lacks: what is written, where, and what is left to a person, with the reasons. */
record Lack(
    String model, String path, String file, List<Told> written, List<Told> left, String trouble) {
  /** A test, how sure it is, and in sentences why it is, and why it is left out where it is. */
  record Told(Check check, double sure, List<String> reasons, Fate fate, String why) {}

  /** What a manifest has for the text of a model that it does not hold. */
  private static final String NO_TEXT = "--placeholder--";

  static Lack of(Manifest.Node node, Inference inference, PropertiesFiles files)
      throws IOException {
    String trouble = trouble(node, inference, files);
    List<Candidate> open =
        inference.candidates(node.id()).stream()
            .filter(Candidate::isWorthALook)
            .filter(one -> inference.written(node.id()).stream().noneMatch(one.check()::same))
            .toList();
    List<Candidate> wanted = open.stream().filter(Candidate::isWrittenUnasked).toList();
    Added added =
        files.add(node.id(), wanted.stream().map(Candidate::check).map(Wanted::of).toList());
    List<Told> written = new ArrayList<>();
    List<Told> left = new ArrayList<>();
    for (Candidate one : open) {
      Optional<String> refused =
          added.refused().stream()
              .filter(no -> no.check().equals(one.check()))
              .map(PropertiesFiles.Refused::why)
              .findFirst();
      if (added.written().contains(one.check())) {
        written.add(told(one, Fate.WRITTEN, ""));
      } else if (refused.isPresent()) {
        left.add(told(one, Fate.LEFT, refused.get()));
      } else {
        left.add(
            told(
                one,
                Fate.LEFT,
                one.check().kind().isForDataToConfirm()
                    ? "only the data can confirm it"
                    : "it is not sure"));
      }
    }
    return new Lack(node.name(), node.path(), added.file(), written, left, trouble);
  }

  private static Told told(Candidate one, Fate fate, String why) {
    return new Told(one.check(), one.sure(), one.reasons(), fate, why);
  }

  /** What a flow has planned, and what could be written of it here. */
  static Lack of(Tests.Plan plan, List<PlannedTest> tests, Added added) {
    List<Told> written = new ArrayList<>();
    List<Told> left = new ArrayList<>();
    for (PlannedTest test : tests) {
      Optional<String> refused =
          added.refused().stream()
              .filter(no -> no.check().equals(test.check()))
              .map(PropertiesFiles.Refused::why)
              .findFirst();
      if (added.written().contains(test.check())) {
        written.add(new Told(test.check(), test.sure(), test.reasons(), test.fate(), test.why()));
      } else {
        left.add(
            new Told(
                test.check(), test.sure(), test.reasons(), Fate.LEFT, refused.orElse(test.why())));
      }
    }
    return new Lack(
        plan.model().name(), plan.model().path(), added.file(), written, left, plan.trouble());
  }

  /** By what it was judged less well than it could be; empty where nothing is in the way. */
  private static String trouble(Manifest.Node node, Inference inference, PropertiesFiles files)
      throws IOException {
    String then = node.text("raw_code").strip();
    if (!then.equals(NO_TEXT)
        && files.own(node.path()).filter(now -> !now.strip().equals(then)).isPresent()) {
      return "its file is newer than the manifest: run dbt compile";
    }
    return inference.trouble(node.id());
  }

  Map<String, Object> json(boolean dryRun) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model);
    all.put("path", path);
    all.put("file", file);
    all.put("trouble", trouble);
    all.put("written", !dryRun);
    all.put("tests", written.stream().map(Lack::json).toList());
    all.put("left", left.stream().map(Lack::json).toList());
    return all;
  }

  private static Map<String, Object> json(Told told) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("test", told.check().kind().name().toLowerCase(Locale.ROOT));
    all.put("columns", told.check().columns());
    if (!told.check().values().isEmpty()) {
      all.put("values", told.check().values());
    }
    if (!told.check().to().isEmpty()) {
      all.put("to", told.check().to());
      all.put("field", told.check().field());
    }
    all.put("sure", Math.round(told.sure() * 100) / 100.0);
    all.put("reasons", told.reasons());
    if (told.fate() == Fate.TO_CONFIRM || told.fate() == Fate.WARNING) {
      all.put("as", told.fate().name().toLowerCase(Locale.ROOT));
    }
    if (!told.why().isEmpty()) {
      all.put(told.fate() == Fate.LEFT ? "why_not" : "warns", told.why());
    }
    return all;
  }
}
