package dev.nightshift.activities.diagnosis;

import static dev.nightshift.activities.diagnosis.ChangedNight.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.workflows.values.Cause;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that may not be read, and one beside it that holds the same rows. */
class ForbiddenTest {
  private static final String LINES = "select id, guide, fee from {{ source('raw', 'trips') }}\n";
  private static final String BILLS =
      "select id as bill_id, guide, fee, fee * 2 as gross from {{ ref('lines') }}\n";
  private static final String REPORT =
      "select guide, sum(fee) as fees from {{ ref('lines') }} group by 1\n";
  private static final String NOT_ALLOWED =
      "Parsing Error\n"
          + "  Node model.s.report attempted to reference node model.s.lines, which is not allowed"
          + " because the referenced node is private to the 'billing' group.";

  @TempDir Path folder;

  private Cause privately(String report, String bills, String properties) throws Exception {
    return new ChangedNight(folder)
        .file("models/lines.sql", LINES)
        .file("models/bills.sql", bills)
        .file("models/_m.yml", properties)
        .file("models/report.sql", report, null)
        .stopped(
            NOT_ALLOWED,
            "create schema raw; create schema dw; create table raw.trips as select i as id, i % 3"
                + " as guide, 100 + i as fee from range(9) t(i); create table dw.lines as select *"
                + " from raw.trips; create table dw.bills as "
                + bills.replace("{{ ref('lines') }}", "dw.lines"),
            Parts.source("trips", ""),
            model("lines", "table", LINES, "source.s.raw.trips"),
            model("bills", "table", bills, "model.s.lines"));
  }

  /** What is to be read instead, and where. */
  private static String meant(Cause cause) {
    return cause.details().containsKey("meant")
        ? cause.details().get("meant") + " in " + cause.details().get("named_in")
        : "";
  }

  @Test
  void a_private_model_is_read_through_the_one_that_holds_the_same() throws Exception {
    Cause cause = privately(REPORT, BILLS, "models: [{name: lines, access: private}]\n");
    assertEquals("bills in models/report.sql", meant(cause));
    assertTrue(cause.details().get("why").contains("fee and guide"), cause.details().get("why"));
  }

  @Test
  void one_that_leaves_rows_out_does_not_hold_the_same() throws Exception {
    String settled = BILLS.replace("\n", " where fee > 0\n");
    assertEquals("", meant(privately(REPORT, settled, "")));
  }

  @Test
  void one_with_other_values_does_not_hold_the_same() throws Exception {
    assertEquals("", meant(privately(REPORT, BILLS.replace(" fee,", " fee + 1 as fee,"), "")));
  }

  @Test
  void one_that_lacks_what_is_read_does_not_stand_in() throws Exception {
    String more = REPORT.replace("sum(fee)", "count(id) as n, sum(fee)");
    assertEquals("", meant(privately(more, BILLS, "")));
  }

  @Test
  void one_that_would_hand_other_columns_on_does_not_stand_in() throws Exception {
    String all = "with l as (select * from {{ ref('lines') }}) select * from l where fee > guide\n";
    assertEquals("", meant(privately(all, BILLS, "")));
    String some = all.replace("select * from l ", "select fee, guide from l ");
    assertEquals("bills in models/report.sql", meant(privately(some, BILLS, "")));
  }

  @Test
  void one_that_is_private_too_does_not_stand_in() throws Exception {
    String both = "models: [{name: lines}, {name: bills, config: {access: private}}]\n";
    assertEquals("", meant(privately(REPORT, BILLS, both)));
  }

  private static final String GUIDES =
      "select g.guide, g.team, count(t.id) as trips from {{ ref('stg_guides') }} g left join"
          + " {{ ref('trips') }} t on t.guide = g.guide group by 1, 2\n";
  private static final String TRIPS = "select id, guide from {{ source('raw', 'trips') }}\n";
  private static final String STAGED = "select guide, team from {{ source('raw', 'guides') }}\n";
  private static final String CLOSING =
      "select s.id, s.guide, g.team from {{ source('raw', 'trips') }} s left join"
          + " {{ ref('guides') }} g on g.guide = s.guide\n";

  private Cause circle(String closing, String teams) throws Exception {
    Part trips = model("trips", "table", TRIPS, "source.s.raw.trips");
    return new ChangedNight(folder)
        .file("models/trips.sql", closing, TRIPS)
        .file("models/guides.sql", GUIDES)
        .file("models/stg_guides.sql", STAGED)
        .stopped(
            "Compilation Error\n  Found a cycle: model.s.trips --> model.s.guides",
            "create schema raw; create schema dw; create table raw.trips as select i as id, i % 3"
                + " as guide from range(9) t(i); create table raw.guides as select i as guide, "
                + teams
                + " as team from range(4) t(i); create table dw.trips as select * from raw.trips;"
                + " create table dw.stg_guides as select * from raw.guides; create table dw.guides"
                + " as select guide, i % 2 as team, 0 as trips from raw.guides, (select 0 as i)",
            Parts.source("trips", ""),
            Parts.source("guides", ""),
            trips,
            model("stg_guides", "table", STAGED, "source.s.raw.guides"),
            model("guides", "table", GUIDES, "model.s.stg_guides", "model.s.trips"));
  }

  @Test
  void a_circle_is_opened_by_what_the_model_of_it_is_made_of() throws Exception {
    Cause cause = circle(CLOSING, "0");
    assertEquals("stg_guides in models/trips.sql", meant(cause));
  }

  @Test
  void a_circle_through_what_only_the_model_of_it_has_is_for_its_author() throws Exception {
    assertEquals("", meant(circle(CLOSING.replace("g.team", "g.trips"), "0")));
  }

  @Test
  void a_circle_is_not_opened_where_production_differs() throws Exception {
    assertEquals("", meant(circle(CLOSING, "7")));
  }
}
