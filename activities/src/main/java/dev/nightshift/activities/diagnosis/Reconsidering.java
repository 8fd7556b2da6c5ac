package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.artifacts.RunResults;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The causes again, after the sandbox ran the same nodes on the same code. */
final class Reconsidering {
  /** What dbt is asked for where it ran nothing that night. */
  private static final Set<String> READS = Set.of("parse", "list", "compile");

  private static final String SANDBOX = "sandbox";
  private static final String PASSES_NOW = "passes_now";

  private final DbtResult reproduced;
  private final Blobs blobs;
  private final Map<String, NodeResult> red = new HashMap<>();
  private final Map<String, Boolean> passed = new HashMap<>();
  private final Map<String, String> messages = new HashMap<>();

  Reconsidering(DbtResult reproduced, Blobs blobs) {
    this.reproduced = reproduced;
    this.blobs = blobs;
    reproduced.red().forEach(node -> red.put(node.node(), node));
    if (reproduced.runResults() != null) {
      try (InputStream stream = blobs.open(reproduced.runResults())) {
        RunResults.of(Converter.json().readTree(stream))
            .results()
            .forEach(result -> passed.put(result.node(), result.passed()));
      } catch (IOException unreadable) {
        throw ErrorKind.UNREADABLE.failure(
            "The sandbox's run results cannot be read: " + unreadable.getMessage());
      }
    }
  }

  Findings of(Findings findings) {
    readMessages(findings.facts());
    if (READS.contains(reproduced.verb())) {
      return findings.with(findings.causes().stream().map(this::parsed).toList());
    }
    if (!reproduced.errors().isEmpty()) {
      return findings.with(findings.causes().stream().map(cause -> cause.and(notRun())).toList());
    }
    List<Cause> causes = new ArrayList<>();
    findings.causes().forEach(cause -> causes.addAll(reconsidered(cause)));
    causes.sort(Cause.order());
    return findings.with(causes.stream().map(Cause::inShort).toList());
  }

  /** Nothing ran that night, so it was only asked whether dbt can read the project. */
  private Cause parsed(Cause cause) {
    if (cause.verdict() != Verdict.CODE) {
      return cause;
    }
    if (!reproduced.errors().isEmpty()) {
      return cause.and(notRun());
    }
    return new Cause(
            PASSES_NOW,
            Verdict.TRANSIENT,
            cause.signature(),
            cause.nodes(),
            "dbt reads the project in the sandbox: its newest commit is mended, or what dbt missed"
                + " that night is there.",
            cause.evidence(),
            cause.details(),
            cause.known())
        .and(Evidence.of("dbt " + reproduced.verb() + " ended well", SANDBOX));
  }

  private void readMessages(BlobRef facts) {
    if (facts == null) {
      return;
    }
    try (InputStream stream = blobs.open(facts)) {
      Converter.json()
          .readValue(stream, Facts.class)
          .failed()
          .forEach(node -> messages.put(node.id(), node.message()));
    } catch (IOException unreadable) {
      throw ErrorKind.UNREADABLE.failure(
          "The run's facts are not the JSON that was kept: " + unreadable.getMessage(), unreadable);
    }
  }

  private Evidence notRun() {
    DbtError error = reproduced.errors().get(0);
    return Evidence.of(
        "dbt stopped in the sandbox before any node ran, on the code as it is: "
            + Messages.valueFree(error.message())
            + place(error),
        SANDBOX);
  }

  private static String place(DbtError error) {
    String line = error.line() > 0 ? ", line " + error.line() : "";
    return error.file().isEmpty() ? "" : " (" + error.file() + line + ")";
  }

  private List<Cause> reconsidered(Cause cause) {
    if (cause.kind().startsWith(PassingTrouble.LASTING)) {
      // Production's limits and locks are not the sandbox's: that it passes here says nothing.
      return List.of(cause);
    }
    List<String> passing = cause.nodes().stream().filter(this::passes).toList();
    List<String> failing = cause.nodes().stream().filter(node -> !passing.contains(node)).toList();
    List<Cause> causes = new ArrayList<>();
    if (!failing.isEmpty()) {
      Cause rest =
          new Cause(
              cause.kind(),
              cause.verdict(),
              cause.subject(),
              failing,
              cause.because(),
              cause.evidence(),
              cause.details(),
              cause.known(),
              cause.options());
      for (Evidence evidence : again(failing)) {
        rest = rest.and(evidence);
      }
      causes.add(rest);
    }
    List<String> hooks = passing.stream().filter(Reconsidering::isHook).toList();
    List<String> others = passing.stream().filter(node -> !isHook(node)).toList();
    if (!hooks.isEmpty()) {
      causes.add(passesHere(cause, hooks));
    }
    if (!others.isEmpty()) {
      causes.add(passesNow(cause, others));
    }
    return causes;
  }

  /** Only what the sandbox really ran counts: a node that was not reached says nothing. */
  private boolean passes(String node) {
    return passed.getOrDefault(node, false) && !red.containsKey(node);
  }

  /** An error that the run had already is not said again. */
  private List<Evidence> again(List<String> nodes) {
    List<String> same = nodes.stream().filter(this::failsTheSameWay).toList();
    List<Evidence> evidence = new ArrayList<>();
    if (!same.isEmpty()) {
      String verb = same.size() == 1 ? " fails" : " fail";
      evidence.add(Evidence.of(Say.list(same) + verb + " in the sandbox in the same way", SANDBOX));
    }
    // What is asked of a source is no node of a build: that it was not run says nothing.
    nodes.stream()
        .filter(node -> !same.contains(node) && !node.startsWith("source."))
        .map(this::again)
        .forEach(evidence::add);
    return evidence;
  }

  private boolean failsTheSameWay(String node) {
    NodeResult result = red.get(node);
    return result != null
        && !result.skipped()
        && messages.containsKey(node)
        && Errors.same(messages.get(node), Messages.valueFree(result.message()));
  }

  private Evidence again(String node) {
    NodeResult result = red.get(node);
    if (result == null) {
      return Evidence.of(Say.name(node) + " was not run in the sandbox", SANDBOX);
    }
    return result.skipped()
        ? Evidence.of(node + " was skipped in the sandbox: what it reads did not pass", SANDBOX)
        : Evidence.of(
            node
                + " fails in the sandbox too"
                + (messages.containsKey(node) ? ", but not as it did: " : ": ")
                + Messages.valueFree(result.message()).strip(),
            SANDBOX);
  }

  private static boolean isHook(String node) {
    return node.startsWith("operation.");
  }

  /** What a hook reads and writes is no node: the sandbox has no copy of it. */
  private Cause passesHere(Cause cause, List<String> hooks) {
    String names = Say.list(hooks.stream().map(Say::name).toList());
    return Ways.with(
        new Cause(
                "hook_passes_elsewhere",
                Verdict.UNCLEAR,
                cause.subject(),
                hooks,
                names
                    + " failed in production and passes in the sandbox, which has none of the"
                    + " tables that only hooks know. "
                    + cause.because()
                    + " Is what the hook finds in production still as it needs it?",
                cause.evidence(),
                cause.details(),
                cause.known())
            .and(Evidence.of(Say.list(hooks) + " passed", SANDBOX)));
  }

  private static Cause passesNow(Cause cause, List<String> nodes) {
    return new Cause(
            PASSES_NOW,
            Verdict.TRANSIENT,
            cause.signature(),
            nodes,
            Say.count(nodes.size(), "node")
                + " of it passes in the sandbox, on the same code and a copy of the data as it is"
                + " now.",
            cause.evidence(),
            cause.details(),
            cause.known())
        .and(Evidence.of(Say.list(nodes) + " passed", SANDBOX));
  }
}
