package dev.nightshift.activities.edit;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sample's last night: its causes, and both runs as dbt 1.12 recorded them, cut to size. */
public final class LastNight {
  public static final Path SAMPLE = Path.of("..", "deploy", "sample");
  public static final Workspace BASE = new Workspace("larkspur", "repo", "", "abc", null);

  public static final Cause RENAMED =
      new Cause(
          "renamed_source_column",
          Verdict.CODE,
          "source.larkspur.raw.payments.amount",
          List.of(
              "model.larkspur.stg_payments",
              "test.larkspur.payments_within_order_total.6b551b4d30"),
          "raw.payments has no column amount any more and a new one, amount_usd, in its place and of"
              + " its type, and all 2,119 payments of yesterday's fct_payments have the same value"
              + " in it.",
          List.of(
              Evidence.asked(
                  "2,119 of 2,119 payments have the same value in amount_usd.",
                  "select count(*)\nfrom raw.payments\njoin analytics.fct_payments using (payment_id)",
                  "production, read-only"),
              Evidence.of("raw.payments had amount when dbt last built it.", "the manifest")),
          Map.of(
              "source", "source.larkspur.raw.payments",
              "relation", "raw.payments",
              "from", "amount",
              "to", "amount_usd"),
          null);

  public static final Cause CHANNEL =
      new Cause(
          "documented_value",
          Verdict.CODE,
          "model.larkspur.stg_orders.channel",
          List.of(
              "test.larkspur.accepted_values_stg_orders_channel___var_order_channels_.f34036ad4f"),
          "The only value outside the list is curbside, in 13 of 2,000 orders.",
          List.of(),
          Map.of(),
          new KnowledgeMatch(
              "new-order-channel.md",
              "A new order channel",
              "1",
              "When the shop's team has announced the channel, add it to the end of that list.",
              new DocumentedChange("dbt_project.yml", "vars.order_channels", "add", "curbside")));

  public static final Cause DUPLICATES =
      new Cause(
          "source_duplicates",
          Verdict.SOURCE,
          "source.larkspur.raw.stock_counts.count_id",
          List.of("test.larkspur.unique_stg_stock_counts_count_id.a60c93735b"),
          "180 values of count_id occur twice in raw.stock_counts itself.",
          List.of(),
          Map.of(),
          null);

  public static final List<Cause> CAUSES = List.of(RENAMED, CHANNEL, DUPLICATES);

  private LastNight() {}

  public static DbtResult before(Blobs blobs) {
    return result(blobs, "before");
  }

  public static DbtResult after(Blobs blobs) {
    return result(blobs, "after");
  }

  private static DbtResult result(Blobs blobs, String side) {
    BlobRef results = blobs.put("run_results.json", bytes(side + "/run_results.json"));
    Map<String, Integer> counts = new TreeMap<>();
    List<NodeResult> red = new ArrayList<>();
    try {
      for (var node : Converter.json().readTree(blobs.read(results)).path("results")) {
        String status = node.path("status").asText();
        counts.merge(status, 1, Integer::sum);
        if (Set.of("error", "fail", "skipped").contains(status)) {
          red.add(new NodeResult(node.path("unique_id").asText(), status, "", 0, 0));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    BlobRef manifest = blobs.put("manifest.json", bytes(side + "/manifest.json"));
    return new DbtResult("build", false, 1, counts, red, null, 9.5, results, manifest, null);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = LastNight.class.getResourceAsStream("/gate/last-night/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
