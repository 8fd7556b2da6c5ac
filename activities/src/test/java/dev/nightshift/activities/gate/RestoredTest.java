package dev.nightshift.activities.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a cause proves to have stood there may come back, to the letter and alone. */
class RestoredTest {
  private static final String SEED = "no,name\n1,North\n2,South\n";
  private static final String TWICE = "no,name\n1,North\n1,North\n2,South\n";
  private static final String FILTERED = "select id\nfrom a\nwhere nth = 1\n";
  private static final String UNFILTERED = "select id\nfrom a\n";

  @Test
  void a_row_that_a_commit_brought_twice_goes_again() {
    assertEquals("", refusals("seeds/n.csv", TWICE, SEED, pieces(SEED, TWICE)));
  }

  @Test
  void another_row_of_the_seed_does_not() {
    assertEquals(
        "seeds/n.csv: rows of a seed are changed or removed",
        refusals("seeds/n.csv", TWICE, "no,name\n1,North\n1,North\n", pieces(SEED, TWICE)));
  }

  @Test
  void a_filter_that_a_commit_took_out_comes_back() {
    assertEquals("", refusals("models/a.sql", UNFILTERED, FILTERED, pieces(FILTERED, UNFILTERED)));
  }

  @Test
  void a_narrower_one_does_not() {
    String refusals =
        refusals(
            "models/a.sql",
            UNFILTERED,
            "select id\nfrom a\nwhere nth = 1 and id > 3\n",
            pieces(FILTERED, UNFILTERED));
    assertTrue(refusals.contains("rows may be lost"), refusals);
  }

  @Test
  void a_filter_that_no_cause_speaks_of_does_not() {
    assertTrue(refusals("models/a.sql", UNFILTERED, FILTERED, "").contains("rows may be lost"));
  }

  @Test
  void a_setting_that_a_commit_changed_comes_back() {
    assertEquals("", settings("{{ config(unique_key='id') }}\n"));
  }

  @Test
  void another_setting_does_not() {
    assertTrue(
        settings("{{ config(unique_key='other') }}\n").contains("has other settings: unique_key"));
  }

  private static String settings(String patched) {
    String before = "{{ config(unique_key='id') }}\n";
    String now = "{{ config(unique_key='day') }}\n";
    return Given.manifests(manifest("day"), manifest("id"))
        .and("models/a.sql", now, patched)
        .causedBy(cause("models/a.sql", pieces(before, now)))
        .by(new NodesKept());
  }

  private static String manifest(String key) {
    return "{'nodes': {'model.shop.a': {'resource_type': 'model', 'name': 'a', 'package_name':"
        + " 'shop', 'original_file_path': 'models/a.sql', 'config': {'unique_key': '"
        + key
        + "'}}}}";
  }

  private static String pieces(String before, String now) {
    return Pieces.written(Pieces.between(before, now));
  }

  private static String refusals(String file, String now, String patched, String pieces) {
    return Given.file(file, now, patched).causedBy(cause(file, pieces)).by(new RowsLost());
  }

  private static Cause cause(String file, String pieces) {
    return new Cause(
        "broken_by_change",
        Verdict.CODE,
        "model.shop.a",
        List.of("test.shop.t"),
        "",
        List.of(),
        Map.of("file", file, "pieces", pieces),
        null);
  }

  private static String all(String file, String now, String patched, Cause cause) {
    Given given = Given.file(file, now, patched).causedBy(cause);
    StringBuilder refusals = new StringBuilder();
    for (Rule rule : Rules.ALL) {
      refusals.append(given.by(rule));
    }
    return refusals.toString();
  }

  @Test
  void a_package_that_was_listed_is_listed_again_to_the_letter() {
    String before = "packages:\n  - package: woods/bark\n    version: 1.2.0\n";
    String now = "packages: []\n";
    Cause cause = cause("packages.yml", pieces(before, now));
    assertEquals("", all("packages.yml", now, before, cause));
    assertTrue(
        all("packages.yml", now, before.replace("1.2.0", "1.3.0"), cause)
            .contains("the policy protects **/packages.yml"));
    assertEquals("", all("packages.yml", null, before, cause("packages.yml", pieces(before, ""))));
    assertTrue(
        Given.file("packages.yml", now, before)
            .causedBy(cause)
            .protecting("*.yml")
            .by(new ProtectedPaths())
            .contains("the policy protects *.yml"));
  }

  @Test
  void a_setting_of_the_project_comes_back_where_a_cause_proves_it() {
    String before = "name: shop\nmodels:\n  shop:\n    +materialized: view\n";
    String now = before + "    raw:\n      +enabled: false\n";
    assertEquals(
        "", all("dbt_project.yml", now, before, unread("dbt_project.yml", pieces(before, now))));
    assertTrue(
        all("dbt_project.yml", now, before, unread("dbt_project.yml", ""))
            .contains("no knowledge entry names a key of it"));
  }

  @Test
  void what_a_test_is_given_may_be_written_as_the_guide_has_it() {
    String now = "models:\n  - name: a\n    tests:\n      - most:\n          severity: warn\n";
    String renewed = now.replace("severity: warn", "config:\n            severity: warn");
    Cause cause =
        new Cause(
            "parse_error",
            Verdict.CODE,
            "models/_a.yml",
            List.of(),
            "",
            List.of(),
            Map.of(
                "file", "models/_b.yml",
                "outdated", "models/_b.yml\nmodels/_a.yml",
                "deprecated", "PropertyMovedToConfigDeprecation"),
            null);
    assertEquals("", all("models/_a.yml", now, renewed, cause));
    assertTrue(
        all("models/_a.yml", now, renewed.replace("warn", "error"), cause)
            .contains("more than white space and marks is changed unseen"));
    assertTrue(
        all("models/_c.yml", now, renewed, cause).contains("no cause with the verdict CODE"));
  }

  @Test
  void a_key_of_a_model_may_be_put_below_its_config_as_the_guide_has_it() {
    String now = "models:\n  - name: a\n    meta: {owner: Robin}\n    tests:\n      - unique\n";
    String renewed =
        now.replace("    meta: {owner: Robin}", "    config:\n      meta: {owner: Robin}");
    Cause cause =
        new Cause(
            "parse_error",
            Verdict.CODE,
            "models/_a.yml",
            List.of(),
            "",
            List.of(),
            Map.of(
                "file", "models/_a.yml",
                "outdated", "models/_a.yml",
                "deprecated", "PropertyMovedToConfigDeprecation models.meta"),
            null);
    assertEquals("", all("models/_a.yml", now, renewed, cause));
    assertTrue(
        all("models/_a.yml", now, renewed.replace("      - unique\n", ""), cause)
            .contains("more than white space and marks is changed unseen"));
  }

  private static Cause unread(String file, String pieces) {
    return new Cause(
        "parse_error",
        Verdict.CODE,
        file,
        List.of(),
        "",
        List.of(),
        Map.of("file", file, "pieces", pieces),
        null);
  }
}
