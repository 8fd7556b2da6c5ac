package dev.nightshift.bench.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case of a small depot, played from end to end by a real server, worker and starter. */
class DiagnosisTest {
  private static final String SLIP =
      """
      --- a/models/stg_parcels.sql
      +++ b/models/stg_parcels.sql
      @@ -1 +1 @@
      -select parcel_id, weight_grams from {{ source('raw', 'parcels') }}
      +select parcel_id, wieght_grams from {{ source('raw', 'parcels') }}
      """;

  private static final String WEIGHED =
      "python -c \"import duckdb; assert duckdb.connect('../depot.duckdb').sql('select"
          + " sum(weight_grams) from main.heavy_parcels').fetchone() == (2500,)\"";

  @TempDir static Path folder;
  private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
  private static int code;
  private static JsonNode told;

  @BeforeAll
  static void it_is_played() throws Exception {
    Path cases = Files.createDirectories(folder.resolve("cases"));
    write("cases/depot/dbt_project.yml", "name: depot\nprofile: depot\n");
    write(
        "cases/depot/models/sources.yml",
        "sources:\n  - name: raw\n    tables:\n      - name: parcels\n");
    write(
        "cases/depot/models/stg_parcels.sql",
        "select parcel_id, weight_grams from {{ source('raw', 'parcels') }}\n");
    write(
        "cases/depot/models/heavy_parcels.sql",
        "select parcel_id, weight_grams from {{ ref('stg_parcels') }} where weight_grams > 999\n");
    loaded(cases.resolve("depot.duckdb"));
    write("cases/a-slip/slip.patch", SLIP);
    write(
        "cases/a-slip/case.yml",
        """
        project: ../depot
        database: ../depot.duckdb
        break: slip.patch
        run: dbt build
        expect:
          verdict: CODE
          cause: stg_parcels
          files: [models/stg_parcels.sql]
          check: %s
        """
            .formatted(Converter.json().writeValueAsString(WEIGHED)));
    write("cases/unusable/case.yml", "project: ../nowhere\n");
    Home home = new Home(folder.resolve("home"));
    Files.createDirectories(home.root());
    Files.copy(Home.of(System.getenv()).toolchain(), home.toolchain());
    Desk desk =
        new Desk(
            new PrintStream(OUT, true, StandardCharsets.UTF_8),
            System.out,
            Map.of("NIGHTSHIFT_HOME", home.root().toString()),
            folder,
            false,
            null);
    code = Told.run(List.of(cases.toString()), true, desk);
    told = Converter.json().readTree(OUT.toString(StandardCharsets.UTF_8));
  }

  private static void loaded(Path database) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = duckdb.createStatement()) {
      statement.execute("create schema raw");
      statement.execute(
          "create table raw.parcels as select * from (values (1, 2500), (2, 400), (3, 0))"
              + " parcels(parcel_id, weight_grams)");
    }
  }

  private static void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void the_cause_is_named_and_the_fix_keeps_the_check_that_it_was_never_shown() throws IOException {
    Judgement slip = judged("a-slip");
    assertEquals("model.depot.stg_parcels CODE", slip.cause() + " " + slip.verdict());
    assertTrue(slip.causeRight() && slip.verdictRight(), told::toString);
    assertTrue(slip.fixed() && slip.verified() && !slip.falseFix(), told::toString);
    assertEquals(List.of("models/stg_parcels.sql"), slip.files());
    assertTrue(slip.filesRight());
    assertTrue(slip.right());
  }

  @Test
  void the_totals_and_the_exit_code_say_that_another_could_not_be_used() throws IOException {
    assertEquals(1, code);
    assertEquals(
        "{\"cases\":2,\"cause\":1,\"verdict\":1,\"fixed\":1,\"verified\":1,\"false_fix\":0,"
            + "\"files\":1,\"unusable\":1,\"requests\":0}",
        told.path("totals").toString());
  }

  @Test
  void people_are_told_the_same_in_a_line_for_each() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Told.table(
        List.of(judged("a-slip"), judged("unusable")),
        new PrintStream(shown, true, StandardCharsets.UTF_8));
    List<String> lines = shown.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(
        lines.get(1).matches("a-slip +yes +yes +yes +yes +- +yes +[\\d.]+ +CODE model.*"),
        lines.get(1));
    assertTrue(
        lines.get(2).matches("unusable +- +- +- +- +- +- +0\\.0 +.*is not there"), lines.get(2));
  }

  private static Judgement judged(String name) throws IOException {
    for (JsonNode one : told.path("cases")) {
      if (one.path("name").asText().equals(name)) {
        return Converter.json().treeToValue(one, Judgement.class);
      }
    }
    throw new AssertionError("there is no " + name + " in " + told);
  }
}
