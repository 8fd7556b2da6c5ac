package dev.nightshift.workflows.agent;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.Answered;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a session has come, between two turns: what it takes along when it goes on in a new
 * history. {@code engine} is which of its engines is at work, {@code earlier} what those before it
 * made; {@code seen} says how often the same call gave the same, {@code refused} what it wanted and
 * may not, {@code told} what it said on the way to whoever gave the task, {@code held} what of the
 * day was set aside for it.
 */
public record Carried(
    int engine,
    Engines.Result earlier,
    Tools.Kit kit,
    long startedAt,
    int turns,
    BlobRef conversation,
    List<Answered> answered,
    Workspace workspace,
    List<String> files,
    Usage usage,
    Map<String, Integer> seen,
    int refusals,
    int cutOff,
    int children,
    List<String> refused,
    List<String> told,
    DayShare.Held held) {
  public Carried {
    answered = answered == null ? List.of() : List.copyOf(answered);
    files = files == null ? List.of() : List.copyOf(files);
    usage = requireNonNullElse(usage, Usage.NONE);
    // In its order: what comes out first must be the same in every replay.
    seen = seen == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    refused = refused == null ? List.of() : List.copyOf(refused);
    told = told == null ? List.of() : List.copyOf(told);
  }

  static Carried atStart(Tools.Kit kit, long now, Workspace workspace) {
    List<String> told = kit.told().isEmpty() ? null : List.of(kit.told());
    return new Carried(
        0, null, kit, now, 0, null, null, workspace, null, null, null, 0, 0, 0, null, told, null);
  }

  Carried at(int engine, Engines.Result earlier, DayShare.Held held) {
    return new Carried(
        engine,
        earlier,
        kit,
        startedAt,
        turns,
        conversation,
        answered,
        workspace,
        files,
        usage,
        seen,
        refusals,
        cutOff,
        children,
        refused,
        told,
        held);
  }
}
