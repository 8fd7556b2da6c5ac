package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a project allows, carried with each request so that a flow in flight keeps its terms; of
 * {@code aRun} and {@code aDay} null where nothing but money is said.
 */
public record Policy(
    Publish publish,
    Boolean unsignedDecisions,
    long remindAfterSeconds,
    long expireAfterSeconds,
    int maxFiles,
    int maxLines,
    List<String> protectedPaths,
    String channel,
    int maxAttempts,
    Privacy privacy,
    int maxOpenPulls,
    double maxDollars,
    double maxDollarsADay,
    List<Added> commands,
    Limits aRun,
    Limits aDay) {

  /**
   * A command that agents may {@code run} besides those they have, with paths of the project behind
   * it. {@code folders} are those that it needs; of one that {@code writes} what it wrote is kept.
   */
  public record Added(String run, List<String> folders, boolean writes) {
    public Added {
      folders = folders == null ? List.of() : List.copyOf(folders);
    }
  }

  /** When something leaves: see the design, «Approval». */
  public enum Publish {
    @JsonEnumDefaultValue
    ASK,
    DRAFT,
    PUBLISH,
    /** Never: a fix stays in the report. */
    SUGGEST
  }

  private static final long DAY = 24 * 60 * 60;

  /** What steers agents, hooks and pipelines, by its name, in whatever folder it stands. */
  private static final List<String> STEERING =
      List.of(
          ".circleci",
          ".claude",
          ".codex",
          ".cursor",
          ".cursorrules",
          ".dinoai",
          ".git",
          ".gitattributes",
          ".githooks",
          ".github",
          ".gitlab-ci.yml",
          ".gitmodules",
          ".husky",
          ".mcp.json",
          ".nightshift",
          ".pre-commit-config.yaml",
          ".vscode",
          "AGENTS.md",
          "AGENTS.override.md",
          "CLAUDE.local.md",
          "CLAUDE.md",
          "GEMINI.md");

  /** Paths that no patch of ours may touch; dbt_project.yml only where an entry names the key. */
  public static final List<String> PROTECTED =
      Stream.concat(
              STEERING.stream().flatMap(name -> Stream.of("**/" + name, "**/" + name + "/**")),
              Stream.of(
                  "**/profiles.yml",
                  "**/packages.yml",
                  "**/dependencies.yml",
                  "**/package-lock.yml",
                  "nightshift.yml"))
          .toList();

  /** Those of the team, which alone are carried along, and ours. */
  public List<String> allProtected() {
    return Stream.concat(PROTECTED.stream(), protectedPaths.stream()).toList();
  }

  /** Whether a file or a folder of that name steers what works on the project. */
  public static boolean steers(String name) {
    return STEERING.stream().anyMatch(name::equalsIgnoreCase);
  }

  public Policy {
    publish = requireNonNullElse(publish, Publish.ASK);
    unsignedDecisions = requireNonNullElse(unsignedDecisions, true);
    remindAfterSeconds = remindAfterSeconds > 0 ? remindAfterSeconds : DAY;
    expireAfterSeconds = expireAfterSeconds > 0 ? expireAfterSeconds : 7 * DAY;
    maxFiles = maxFiles > 0 ? maxFiles : 10;
    maxLines = maxLines > 0 ? maxLines : 400;
    protectedPaths =
        protectedPaths == null
            ? List.of()
            : protectedPaths.stream().filter(path -> !PROTECTED.contains(path)).toList();
    channel = requireNonNullElse(channel, "data-quality");
    maxAttempts = maxAttempts > 0 ? maxAttempts : 3;
    privacy = privacy == null ? Privacy.standard() : privacy;
    maxOpenPulls = maxOpenPulls > 0 ? maxOpenPulls : 5;
    maxDollars = maxDollars > 0 ? maxDollars : 5;
    maxDollarsADay = maxDollarsADay > 0 ? maxDollarsADay : 10 * maxDollars;
    commands = commands == null ? List.of() : List.copyOf(commands);
  }

  /** What agents may use for a run in all; of money alone there is a standard. */
  public Limits ofARun() {
    return requireNonNullElse(aRun, Limits.NONE).with(maxDollars);
  }

  /** What all agents of the project together may use in a day. */
  public Limits ofADay() {
    return requireNonNullElse(aDay, Limits.NONE).with(maxDollarsADay);
  }

  /** With the usual attempts, pull requests and dollars, and rows masked wherever shown. */
  public Policy(
      Publish publish,
      Boolean unsignedDecisions,
      long remindAfterSeconds,
      long expireAfterSeconds,
      int maxFiles,
      int maxLines,
      List<String> protectedPaths,
      String channel) {
    this(
        publish,
        unsignedDecisions,
        remindAfterSeconds,
        expireAfterSeconds,
        maxFiles,
        maxLines,
        protectedPaths,
        channel,
        0,
        null,
        0,
        0);
  }

  /** With ten times as much for a day as for a run, of money alone, and no commands of its own. */
  public Policy(
      Publish publish,
      Boolean unsignedDecisions,
      long remindAfterSeconds,
      long expireAfterSeconds,
      int maxFiles,
      int maxLines,
      List<String> protectedPaths,
      String channel,
      int maxAttempts,
      Privacy privacy,
      int maxOpenPulls,
      double maxDollars) {
    this(
        publish,
        unsignedDecisions,
        remindAfterSeconds,
        expireAfterSeconds,
        maxFiles,
        maxLines,
        protectedPaths,
        channel,
        maxAttempts,
        privacy,
        maxOpenPulls,
        maxDollars,
        0,
        null,
        null,
        null);
  }

  public static Policy standard() {
    return new Policy(null, null, 0, 0, 0, 0, null, null);
  }
}
