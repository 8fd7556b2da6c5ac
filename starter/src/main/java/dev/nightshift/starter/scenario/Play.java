package dev.nightshift.starter.scenario;

import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.starter.local.Attended;
import dev.nightshift.starter.local.Review;
import dev.nightshift.starter.local.SampleCompany;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Progress.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One bad night from its beginning to its end: what a person would do in it is done here. */
final class Play {
  private final Stage stage;
  private final Doubles doubles;
  private final Teller teller;
  private final Attended attended;
  private final Canary canary;

  Play(Stage stage, Doubles doubles, Teller teller, Flows flows, Canary canary) {
    this.stage = stage;
    this.doubles = doubles;
    this.teller = teller;
    this.attended = new Attended(flows, "scenarios");
    this.canary = canary;
  }

  /** {@code before} the repository is published. */
  Played of(Expected expected, SampleCompany green, Before before)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    String name = expected.name();
    SampleCompany company = green.twin(stage.place(expected.project()), expected.subfolder());
    company.settleIn(name);
    before.published(company.repository());
    stage.publish(company, expected);
    company.suffer(name);
    company.run(
        expected.command(),
        company.project(),
        company.database(),
        company.artifacts().resolve("last"));
    double night = since(began);
    long told = System.nanoTime();
    Reply reply = teller.tell(expected, company);
    if (reply.status() != 200) {
      String refused = "the starter answered " + reply.status() + ": " + reply.body();
      return new Played(
          Told.of(expected, "", null, List.of(refused), night, since(told)), null, "", Map.of());
    }
    String workflow = Converter.json().readTree(reply.body()).path("workflow").asText();
    List<Asked> asked = new ArrayList<>();
    Run ended =
        attended.toTheEnd(workflow, expected.answers(), waiting -> asked.addAll(waiting.asked()));
    double flow = since(told);
    List<String> differences = new ArrayList<>(differences(expected, company, ended, asked));
    if (ended.outcome() != null) {
      differences.addAll(doubles.differences(expected, workflow, ended.outcome()));
    }
    differences.addAll(canary.after(workflow));
    return played(
        expected, Told.of(expected, workflow, ended.outcome(), differences, night, flow), ended);
  }

  /** What somebody lays down in a repository before there is a night. */
  interface Before {
    void published(Path repository) throws IOException;
  }

  private Played played(Expected expected, Told told, Run ended) throws IOException {
    RemediationOutcome outcome = ended.outcome();
    if (outcome == null || outcome.ending() != Ending.PULL_REQUEST) {
      return new Played(told, outcome, "", Map.of());
    }
    String patch = stage.text(outcome.patch());
    Map<String, String> edits = new LinkedHashMap<>();
    for (String path : Comparison.changed(patch).toList()) {
      edits.put(path, Files.readString(review(expected).resolve("checkout").resolve(path)));
    }
    return new Played(told, outcome, patch, edits);
  }

  private Path review(Expected expected) {
    return stage.place(expected.project()).resolve("review");
  }

  private List<String> differences(
      Expected expected, SampleCompany company, Run ended, List<Asked> asked)
      throws IOException, InterruptedException {
    RemediationOutcome outcome = ended.outcome();
    if (outcome == null) {
      return List.of("the flow failed: " + ended.failure());
    }
    boolean published = outcome.ending() == Ending.PULL_REQUEST;
    String patch = published ? stage.text(outcome.patch()) : "";
    List<String> differences = new ArrayList<>(Comparison.of(expected, outcome, patch, asked));
    if (published) {
      differences.addAll(Comparison.data(patch, stage.text(outcome.report())));
      review(expected, company, outcome.pull().branch(), differences);
    }
    return differences;
  }

  private void review(
      Expected expected, SampleCompany company, String branch, List<String> differences)
      throws IOException, InterruptedException {
    Path folder = review(expected);
    Review.build(company, stage.home(), Stage.repository(expected.project()), branch, folder)
        .red()
        .stream()
        .filter(node -> !expected.remaining().contains(node))
        .forEach(node -> differences.add("the published branch leaves " + node + " red"));
  }

  private static double since(long began) {
    return Math.round((System.nanoTime() - began) / 1e8) / 10.0;
  }
}
