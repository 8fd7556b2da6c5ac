package dev.nightshift.workflows.durable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The one place where ids and natural keys are made. */
public final class Ids {
  private static final String TOLD = "told/";

  /** What all keys begin with by which the money of days is remembered. */
  public static final String SPENT = "spent/";

  private static final String AGENT = "/agent/";

  private Ids() {}

  public static String fix(String project, String run) {
    return "fix/" + project + "/" + run;
  }

  /** Of the invocations that are one run of that name. */
  public static String group(String project, String run) {
    return "group/" + project + "/" + run;
  }

  public static String scan(String project) {
    return "scan/" + project;
  }

  /** Of the word that this run passed. */
  public static String passed(String project, String run) {
    return "passed/" + project + "/" + run;
  }

  /** The ledger's key of an open run of a job; how those of the job begin where run is empty. */
  public static String jobRun(String job, String run) {
    return jobRuns() + job + "/" + run;
  }

  /** How those begin of a job that is none of dbt Cloud's, by the name that its sender gives it. */
  public static String jobNight(String name) {
    return "night/" + hash(name).substring(0, 16) + "/";
  }

  /** How the keys of all of dbt Cloud's jobs' open runs begin. */
  public static String jobRuns() {
    return "job/";
  }

  /** The ledger's key of a merged pull request for which a later run of the job is waited. */
  public static String mergedOf(String job, String pull) {
    return "merged/" + job + "/" + pull;
  }

  public static String retry(String workflow, int n) {
    return workflow + "/retry-" + n;
  }

  /** The id that a retry counts from; of a first try its own. */
  public static String firstTry(String workflow) {
    return workflow.replaceFirst("/retry-\\d+$", "");
  }

  public static String agent(String parent, String role, int n) {
    return parent + AGENT + role + "-" + n;
  }

  /** The n-th session that mends what a run's flow found. */
  public static String fixer(String flow, int n) {
    return agent(flow, "fixer", n);
  }

  /** The flow or the session that has the one of this id work for it. */
  public static String parent(String session) {
    return session.substring(0, Math.max(0, session.lastIndexOf(AGENT)));
  }

  /** Of a message to an agent; {@code key} is what makes it the only one. */
  public static String asked(String project, String agent, String key) {
    return "agent/" + project + "/" + agent + "/" + key;
  }

  /** Whom such an id is a message to. */
  public static String agentOf(String asked) {
    return asked.split("/", -1)[2];
  }

  /** How many agents, one for the other, are at work in a session or a step of this id. */
  public static int agentsIn(String id) {
    return (id.length() - id.replace(AGENT, "").length()) / AGENT.length();
  }

  /** Who watches the pull request of a flow. */
  public static String watch(String workflow) {
    return workflow + "/watch";
  }

  /** Of a change's models and their tests; {@code key} is a pull request or a checkout. */
  public static String tests(String project, String key) {
    return "tests/" + project + "/" + key;
  }

  /** Of one model of them. */
  public static String modelTests(String tests, String model) {
    return tests + "/" + model;
  }

  public static String ledger(String project) {
    return "ledger/" + project;
  }

  /** What a cause is claimed by in the ledger; the same cause on another night has the same. */
  public static String cause(String signature) {
    return "cause/" + hash(signature).substring(0, 32);
  }

  /** What a person said of it is remembered by. */
  public static String said(String signature) {
    return "said/" + hash(signature).substring(0, 32);
  }

  /** That a report told of it is remembered by. */
  public static String told(String signature) {
    return TOLD + hash(signature).substring(0, 32);
  }

  public static boolean isTold(String key) {
    return key.startsWith(TOLD);
  }

  /** The same of a day, which is written as 2026-03-01. */
  public static String spent(String day) {
    return SPENT + day + "/";
  }

  /** What a person names it by, who answers. */
  public static String question(String signature) {
    return hash(signature).substring(0, 8);
  }

  /** A branch is named from the workflow alone, so that a second try finds the first one's. */
  public static String branch(String workflow) {
    String readable =
        workflow.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (readable.length() > 48) {
      readable = readable.substring(0, 48).replaceAll("-$", "");
    }
    return "nightshift/" + readable + "-" + hash(workflow).substring(0, 8);
  }

  /**
   * Workflow, purpose and first run make a sandbox of its own; a later run never meets an old one.
   */
  public static String sandbox(String workflow, String firstRun, String purpose) {
    return "ns_" + hash(workflow + "\n" + firstRun + "\n" + purpose).substring(0, 16);
  }

  public static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
