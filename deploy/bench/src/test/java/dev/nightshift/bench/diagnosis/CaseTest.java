package dev.nightshift.bench.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseTest {
  private static final String PATCH = "--- a/models/a.sql\n+++ b/models/a.sql\n@@ -1 +1 @@\n";

  @TempDir Path folder;

  @BeforeEach
  void a_project() throws IOException {
    Files.createDirectories(folder.resolve("one"));
    Files.createDirectories(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/dbt_project.yml"), "name: shop\nprofile: shop\n");
  }

  @Test
  void a_case_says_what_it_must_and_the_rest_is_usual() throws IOException {
    Case one = read("project: ../shop\nexpect: {verdict: CODE, cause: a}\n");
    assertEquals(folder.resolve("shop"), one.project());
    assertEquals(List.of("dbt build"), one.run());
    assertEquals(Optional.empty(), one.database());
    assertEquals(List.of("CODE"), one.expected().verdicts());
  }

  @Test
  void what_is_also_acceptable_may_be_a_verdict_or_a_cause() throws IOException {
    Case one =
        read(
            "project: ../shop\ndatabase: none\nrun: [dbt seed, dbt run]\nexpect: {verdict: SOURCE,"
                + " cause: raw.orders, also_acceptable: [UNCLEAR, stg_orders], check: ls}\n");
    assertEquals(List.of("SOURCE", "UNCLEAR"), one.expected().verdicts());
    assertEquals(List.of("raw.orders", "stg_orders"), one.expected().causes());
    assertEquals(List.of("dbt seed", "dbt run"), one.run());
    assertEquals(List.of("ls"), one.expected().check());
  }

  @Test
  void what_cannot_be_used_is_named() throws IOException {
    for (String broken :
        List.of(
            "project: ../nowhere\n",
            "project: .\n",
            "projekt: ../shop\n",
            "project: ../shop\ndatabase: a.duckdb\n",
            "project: ../shop\nprepar: ls\n",
            "project: \"\\0\"\n",
            "project: [\n")) {
      assertThrows(Case.Unusable.class, () -> read(broken), broken);
    }
  }

  @Test
  void what_somebody_notes_beside_it_is_passed_over() throws IOException {
    assertEquals(List.of("ls"), read("project: ../shop\nauthor: ana\nprepare: ls\n").prepare());
  }

  @Test
  void a_request_and_a_case_that_cannot_be_read_leave_the_others_as_they_are() throws IOException {
    write("one", "project: ../shop\n");
    write("wish", "project: ../nowhere\nrequest: a new model\n");
    write("list", "- project\n");
    Files.createDirectories(folder.resolve("latin"));
    Files.write(folder.resolve("latin/case.yml"), new byte[] {'a', (byte) 0xe4, '\n'});
    List<Judgement> untried = new ArrayList<>();
    assertEquals(List.of("one"), names(Diagnosis.cases(folder, untried)));
    assertEquals(
        "latin list wish", String.join(" ", untried.stream().map(Judgement::name).toList()));
    assertEquals(List.of(false, false, true), untried.stream().map(Judgement::request).toList());
    assertTrue(untried.get(0).trouble().endsWith("it is no text in UTF-8"), untried.toString());
  }

  @Test
  void a_link_to_a_case_leads_to_what_lies_beside_the_case() throws IOException {
    write("one", "project: ../shop\n");
    Path links = Files.createDirectories(folder.resolve("links/today"));
    Files.createSymbolicLink(links.resolve("first"), folder.resolve("one"));
    Case one = Case.read(links.resolve("first"));
    assertEquals("first", one.name());
    assertEquals(folder.resolve("shop").toRealPath(), one.project().toRealPath());
  }

  @Test
  void no_two_cases_are_called_as_one_project() throws IOException {
    String longest = "a".repeat(70);
    List<String> names = List.of("a b", "a-b", "a+b", longest + "1", longest + "2");
    for (String name : names) {
      write(name, "project: ../shop\n");
    }
    List<String> projects =
        Diagnosis.cases(folder, new ArrayList<>()).stream().map(Diagnosis::project).toList();
    assertEquals(names.size(), Set.copyOf(projects).size(), projects.toString());
    for (String project : projects) {
      assertTrue(project.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"), project);
    }
  }

  @Test
  void a_cause_is_named_by_id_name_table_or_file() throws IOException {
    for (String named :
        List.of("source.shop.raw.orders", "raw.orders", "orders", "models/stg_orders.sql")) {
      assertTrue(
          judged(named, "source.shop.raw.orders.amount", Optional.empty()).causeRight(), named);
    }
    for (String named : List.of("shop.raw", "raw", "amount", "models/other.sql")) {
      assertFalse(
          judged(named, "source.shop.raw.orders.amount", Optional.empty()).causeRight(), named);
    }
    assertTrue(judged("stg_orders", "model.shop.stg_orders", Optional.empty()).causeRight());
  }

  @Test
  void where_dbt_stopped_a_node_is_named_by_its_file() throws IOException {
    for (String named : List.of("stg_orders", "model.shop.stg_orders", "models/stg_orders.sql")) {
      assertTrue(judged(named, "models/stg_orders.sql", Optional.empty()).causeRight(), named);
    }
    for (String named : List.of("orders", "source.shop.raw.stg_orders", "stg_orders.sql")) {
      assertFalse(judged(named, "models/stg_orders.sql", Optional.empty()).causeRight(), named);
    }
  }

  @Test
  void a_unit_test_is_named_by_its_own_name() throws IOException {
    assertTrue(judged("u", "unit_test.shop.stg_orders.u", Optional.empty()).causeRight());
  }

  @Test
  void a_fix_that_passes_dbt_and_not_the_check_is_false() throws IOException {
    Judgement good = judged("a", "model.shop.a", Optional.of(new Judgement.Tried(true, true)));
    assertTrue(good.fixed() && !good.falseFix() && good.right());
    Judgement bad = judged("a", "model.shop.a", Optional.of(new Judgement.Tried(true, false)));
    assertTrue(!bad.fixed() && bad.falseFix() && !bad.right());
    Judgement useless = judged("a", "model.shop.a", Optional.of(new Judgement.Tried(false, false)));
    assertTrue(!useless.fixed() && !useless.falseFix());
    assertEquals(List.of("models/a.sql"), good.files());
  }

  @Test
  void a_fix_touches_what_a_good_one_touches_or_not() throws IOException {
    for (String files : List.of("[models/a.sql]", "[models/b.sql, models/a.sql]", "[]")) {
      assertTrue(
          judged("a, files: " + files, "model.shop.a", Optional.empty()).filesRight(), files);
    }
    assertFalse(judged("a, files: [models/b.sql]", "model.shop.a", Optional.empty()).filesRight());
    assertFalse(Judgement.request("wish").filesRight());
  }

  private Judgement judged(String wanted, String subject, Optional<Judgement.Tried> tried)
      throws IOException {
    Case one = read("project: ../shop\nexpect: {verdict: CODE, cause: " + wanted + "}\n");
    Cause cause =
        new Cause(
            "kind",
            Verdict.CODE,
            subject,
            List.of("model.shop.below"),
            "",
            null,
            Map.of("files", "models/stg_orders.sql"),
            null);
    RemediationOutcome outcome =
        new RemediationOutcome(
            Ending.PULL_REQUEST,
            "",
            List.of(cause),
            null,
            new Pull(1, "", "", "", "open"),
            null,
            "",
            null,
            null,
            null,
            null,
            null);
    return Judgement.of(one, outcome, PATCH, tried, 1);
  }

  private static List<String> names(List<Case> cases) {
    return cases.stream().map(Case::name).toList();
  }

  private Case read(String text) throws IOException {
    return Case.read(write("one", text));
  }

  private Path write(String name, String text) throws IOException {
    Path one = Files.createDirectories(folder.resolve(name));
    Files.writeString(one.resolve("case.yml"), text);
    return one;
  }
}
