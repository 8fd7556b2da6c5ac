package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling.Refusal;
import dev.nightshift.workflows.values.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An exhibit, put together for a test. */
final class Given {
  private final Map<String, FileChange> files = new LinkedHashMap<>();
  private final List<Cause> causes = new ArrayList<>();
  private Policy policy = Policy.standard();
  private String base;
  private String patched;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> after = new LinkedHashMap<>();
  private final Map<String, String> said = new LinkedHashMap<>();
  private final List<DbtError> errors = new ArrayList<>();
  private String notEnded = "";

  private final Map<String, Set<String>> named = new LinkedHashMap<>();

  static final Cause RENAMED =
      new Cause(
          "renamed_source_column",
          Verdict.CODE,
          "source.shop.raw.payments.amount",
          List.of("model.shop.stg_payments"),
          "",
          List.of(),
          Map.of("source", "source.shop.raw.payments", "from", "amount", "to", "amount_usd"),
          null);

  static final Cause CHANNEL =
      new Cause(
          "documented_value",
          Verdict.CODE,
          "model.shop.stg_orders.channel",
          List.of("test.shop.channels"),
          "",
          List.of(),
          Map.of(),
          new KnowledgeMatch(
              "channels.md",
              "",
              "",
              "",
              new DocumentedChange("dbt_project.yml", "vars.channels", "add", "curbside")));

  static final Cause FAN_OUT =
      new Cause(
          "fan_out",
          Verdict.CODE,
          "model.shop.totals",
          List.of("test.shop.unique_totals"),
          "",
          List.of(),
          Map.of(
              "file", "models/totals.sql",
              "joined", "model.shop.payments",
              "by", "order_id",
              "instead", "model.shop.payments_by_order",
              "reads", "amount,order_id"),
          null);

  static Given file(String path, String before, String after) {
    return new Given().and(path, before, after);
  }

  static Given manifests(String base, String patched) {
    Given given = new Given();
    given.base = base.replace('\'', '"');
    given.patched = patched.replace('\'', '"');
    return given;
  }

  Given and(String path, String before, String after) {
    files.put(path, FileChange.of(path, before, after));
    return this;
  }

  Given causedBy(Cause... more) {
    causes.addAll(List.of(more));
    return this;
  }

  Given naming(String page, String... paths) {
    named.put(page, Set.of(paths));
    return this;
  }

  Given allowing(int maxFiles, int maxLines) {
    policy = new Policy(null, null, 0, 0, maxFiles, maxLines, null, null);
    return this;
  }

  Given protecting(String... paths) {
    policy = new Policy(null, null, 0, 0, 0, 0, List.of(paths), null);
    return this;
  }

  Given was(String node, String statusBefore, String statusAfter) {
    if (statusBefore != null) {
      before.put(node, statusBefore);
    }
    if (statusAfter != null) {
      after.put(node, statusAfter);
    }
    return this;
  }

  /** What dbt said of a node that is red with the patch. */
  Given saying(String node, String message) {
    said.put(node, message);
    return this;
  }

  Given stopped(String says) {
    notEnded = says;
    return this;
  }

  /** What dbt said where with the patch it runs nothing at all. */
  Given saying(String message) {
    errors.add(new DbtError("", "", 0, message));
    return this;
  }

  /** What the rule says; empty where it has nothing against the patch. */
  String by(Rule rule) {
    return String.join("\n", rule.judge(exhibit()).stream().map(Given::line).sorted().toList());
  }

  private static String line(Refusal refusal) {
    return refusal.where() + ": " + refusal.says();
  }

  Exhibit exhibit() {
    boolean ran = base != null || !before.isEmpty() || !after.isEmpty();
    return new Exhibit(
        files,
        Layout.of("name: shop\n"),
        causes,
        policy,
        ran
            ? Optional.of(
                new Runs(read(base), read(patched), before, after, said, errors, notEnded))
            : Optional.empty(),
        named);
  }

  private static Manifest read(String json) {
    try {
      String text = json == null ? "{}" : json;
      return Manifest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
