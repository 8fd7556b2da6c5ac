package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Privacy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A trip has several tickets, and a model joins them: which other model proves to be meant? */
class OneRowEachTest {
  private static final String LEFT =
      "select t.trip_id, k.price from {{ ref('trips') }} t left join {{ ref('tickets') }} k on"
          + " t.trip_id = k.trip_id";

  /** Trips 0 to 79; 0 to 59 have tickets, of which 0 to 9 have two. */
  private static final String TABLES =
      "create schema raw; create schema dw; create table raw.trips as select i as trip_id from"
          + " range(80) r(i); create table raw.tickets as select i % 60 as trip_id, i * 1.5 as"
          + " price, i as seat from range(70) r(i); create view dw.trips as select * from"
          + " raw.trips; create view dw.tickets as select * from raw.tickets;";

  private static final String BY_TRIP =
      "create table dw.by_trip as select trip_id, max(price) as price from dw.tickets group by 1;";

  private final List<Part> more = new ArrayList<>();
  private String materialized = "table";

  @Test
  void one_model_with_one_row_each_and_the_same_values_is_meant() throws SQLException {
    Cause cause = with("by_trip").judge(LEFT, BY_TRIP);
    assertEquals("model.s.by_trip", cause.details().get("instead"));
    assertEquals("price,trip_id", cause.details().get("reads"));
    assertEquals("models/tours.sql", cause.details().get("file"));
    assertTrue(
        cause
            .because()
            .contains(
                "by_trip has each trip_id once (60), none of dw.tickets is missing there, and price"
                    + " is the same for all 50 that occur once in both."),
        cause.because());
    assertTrue(
        cause.evidence().stream()
            .anyMatch(it -> it.says().startsWith("dw.by_trip beside dw.tickets: 0 rows")),
        () -> cause.evidence().toString());
  }

  @Test
  void it_may_have_keys_without_values_where_the_left_side_is_kept() throws SQLException {
    String all =
        "create table dw.by_trip as select t.trip_id, max(price) as price from dw.trips t left join"
            + " dw.tickets k on k.trip_id = t.trip_id group by 1;";
    assertEquals("model.s.by_trip", with("by_trip").judge(LEFT, all).details().get("instead"));
    assertUndecided(
        judge(LEFT.replace("left join", "join"), all), "by_trip has 20 more, by which rows");
    assertUndecided(
        judge(LEFT, all.replace("max(price)", "coalesce(max(price), 0)")),
        "by_trip has values for 20 that are not there");
  }

  @Test
  void an_inner_join_of_the_same_keys_is_mended_too() throws SQLException {
    Cause cause = with("by_trip").judge(LEFT.replace("left join", "join"), BY_TRIP);
    assertEquals("model.s.by_trip", cause.details().get("instead"));
  }

  @Test
  void none_that_lacks_keys() throws SQLException {
    assertUndecided(
        with("by_trip").judge(LEFT, BY_TRIP.replace("group by", "where price < 80 group by")),
        "by_trip lacks those of 6 rows");
  }

  @Test
  void none_with_a_column_of_the_same_name_and_another_meaning() throws SQLException {
    assertUndecided(
        with("by_trip").judge(LEFT, BY_TRIP.replace("max(price)", "max(price) * 1.19")),
        "by_trip differs in price for 50 of 50");
  }

  @Test
  void none_that_lacks_a_column() throws SQLException {
    assertUndecided(
        with("by_trip").judge(LEFT.replace("k.price", "k.price, k.seat"), BY_TRIP),
        "by_trip lacks seat");
  }

  @Test
  void none_with_several_rows_itself() throws SQLException {
    assertUndecided(
        with("by_trip").judge(LEFT, "create table dw.by_trip as select * from dw.tickets;"),
        "by_trip has 10 of them more than once");
  }

  @Test
  void of_two_a_person_chooses() throws SQLException {
    Cause cause =
        with("by_trip")
            .with("cheapest")
            .judge(
                LEFT,
                BY_TRIP
                    + BY_TRIP.replace("by_trip", "cheapest").replace("max(price)", "min(price)"));
    assertUndecided(cause, "by_trip and cheapest both have each trip_id once");
  }

  @Test
  void the_name_that_the_text_gives_a_column_chooses_among_a_models_columns() throws SQLException {
    String both =
        "create table dw.by_trip as select trip_id, min(price) as lowest_price, max(price) as"
            + " highest_price from dw.tickets group by 1;";
    Cause cause = with("by_trip").judge(LEFT.replace("k.price", "k.price as highest_price"), both);
    assertEquals("price>highest_price,trip_id", cause.details().get("reads"));
    assertUndecided(judge(LEFT, both), "by_trip lacks price");
  }

  @Test
  void one_value_everywhere_is_no_proof_for_another_name() throws SQLException {
    String constant =
        "create or replace view dw.tickets as select trip_id, 1 as price from raw.tickets;"
            + BY_TRIP.replace("max(price) as price", "max(price) as ticket_count");
    assertUndecided(
        with("by_trip").judge(LEFT.replace("k.price", "k.price as ticket_count"), constant),
        "too few values of price");
  }

  @Test
  void a_column_that_would_be_ambiguous_is_said() throws SQLException {
    String guide =
        "create or replace view dw.trips as select *, 'a' as guide from raw.trips;"
            + BY_TRIP.replace("max(price)", "'b' as guide, max(price)");
    assertUndecided(
        with("by_trip").judge(LEFT.replace("k.price", "guide, k.price"), guide),
        "by_trip has a guide of its own");
  }

  @Test
  void none_that_is_made_of_the_model_itself() throws SQLException {
    more.add(model("by_trip", "table", List.of("model.s.tickets", "model.s.tours"), "select 1"));
    assertUndecided(judge(LEFT, BY_TRIP), "none that is made of it or of its sources");
  }

  @Test
  void an_incremental_model_is_left_to_a_person() throws SQLException {
    materialized = "incremental";
    assertUndecided(with("by_trip").judge(LEFT, BY_TRIP), "it is incremental: the rows");
  }

  @Test
  void a_model_that_counts_the_joined_rows_is_left_to_a_person() throws SQLException {
    assertUndecided(
        with("by_trip")
            .judge(
                LEFT.replace("k.price", "count(*) over (partition by t.trip_id) as n, k.price"),
                BY_TRIP),
        "it has a count over the rows");
  }

  @Test
  void nothing_is_asked_for_a_join_whose_key_somebody_claims() throws SQLException {
    more.add(
        part(
            "test.s.k",
            "test",
            "audit",
            "k",
            "test",
            List.of("model.s.tickets"),
            "select 1",
            new RunFacts.Test("unique", "", "trip_id", "model.s.tickets", Map.of())));
    Cause cause = with("by_trip").judge(LEFT, BY_TRIP);
    assertNull(cause.details().get("instead"));
    assertNull(cause.details().get("undecided"));
  }

  private static void assertUndecided(Cause cause, String says) {
    assertNull(cause.details().get("instead"), cause::toString);
    String undecided = cause.details().getOrDefault("undecided", "");
    assertTrue(undecided.contains(says), cause::toString);
    assertTrue(undecided.endsWith("is for a person to say"), undecided);
    assertFalse(undecided.length() > 500, undecided);
  }

  private OneRowEachTest with(String name) {
    more.add(model(name, "table", List.of("model.s.tickets"), "select 1"));
    return this;
  }

  private Cause judge(String tours, String script) throws SQLException {
    String compiled =
        tours
            .replace("{{ ref('trips') }}", "dw.trips")
            .replace("{{ ref('tickets') }}", "dw.tickets");
    Map<String, Part> parts = new LinkedHashMap<>();
    List<Part> all =
        new ArrayList<>(
            List.of(
                source("trips"),
                source("tickets"),
                model("trips", "view", List.of("source.s.raw.trips"), "select * from raw.trips"),
                model(
                    "tickets",
                    "view",
                    List.of("source.s.raw.tickets"),
                    "select * from raw.tickets"),
                new Part(
                    "model.s.tours",
                    "model",
                    "tours",
                    "s",
                    List.of("s", "tours"),
                    "models/tours.sql",
                    "",
                    "dw",
                    "tours",
                    Map.of(),
                    Map.of("materialized", materialized),
                    List.of("model.s.trips", "model.s.tickets"),
                    compiled,
                    tours,
                    "sql",
                    null,
                    ""),
                part(
                    "test.s.t",
                    "test",
                    "audit",
                    "t",
                    "test",
                    List.of("model.s.tours"),
                    "select 1",
                    new RunFacts.Test("unique", "", "trip_id", "model.s.tours", Map.of()))));
    all.addAll(more);
    all.forEach(part -> parts.put(part.id(), part));
    RunFacts run =
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 10 results", 10)),
            parts.values().toArray(Part[]::new));
    try (DuckDbFile production =
        DuckDbFile.of(TABLES + script + "create table dw.tours as " + compiled)) {
      Facts facts =
          new Gathering(
                  run,
                  new Entries(null),
                  production,
                  Path.of("none"),
                  since -> Lately.UNKNOWN,
                  Privacy.standard())
              .facts();
      List<Cause> causes = Rules.judge(facts);
      assertEquals(1, causes.size(), causes::toString);
      assertEquals("fan_out:model.s.tours", causes.get(0).signature());
      return causes.get(0);
    }
  }

  private static Part source(String name) {
    return part("source.s.raw." + name, "source", "raw", name, "", List.of(), "", null);
  }

  private static Part model(String name, String materialized, List<String> parents, String sql) {
    return part("model.s." + name, "model", "dw", name, materialized, parents, sql, null);
  }

  private static Part part(
      String id,
      String type,
      String schema,
      String name,
      String materialized,
      List<String> parents,
      String sql,
      RunFacts.Test test) {
    return Parts.part(id, type, schema, name, Map.of(), materialized, parents, sql, test);
  }
}
