package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.workflows.values.Cause;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A value that no list has, and what its source has to do with it. */
class AcceptedValuesTest {
  private static final String ORDERS =
      "create schema raw; create schema dw; create table raw.orders as select i as id, case when i %"
          + " 2 = 0 then 'Done' else 'Open' end as status from range(90) t(i); ";
  private static final String STAGING =
      "create view dw.stg_orders as select id, lower(status) as state from raw.orders";

  @org.junit.jupiter.api.Test
  void a_listed_value_with_a_blank_behind_it_is_the_sources() throws SQLException {
    Cause cause = night("update raw.orders set status = status || ' ' where id > 79; ");
    assertEquals("source_values_respelt:source.s.raw.orders.status", cause.signature());
    assertTrue(cause.because().startsWith("10 of 90 rows of raw.orders"), cause.because());
    assertEquals("10", cause.details().get("bad"));
  }

  @org.junit.jupiter.api.Test
  void where_one_of_them_is_new_in_any_spelling_a_person_is_asked() throws SQLException {
    Cause cause =
        night(
            "update raw.orders set status = status || ' ' where id > 79; update raw.orders set"
                + " status = 'lost' where id = 3; ");
    assertEquals("undocumented_value:model.s.stg_orders.state", cause.signature());
  }

  private static Cause night(String fault) throws SQLException {
    Part staging =
        Parts.part(
            "model.s.stg_orders",
            "model",
            "dw",
            "stg_orders",
            Map.of(),
            "view",
            List.of("source.s.raw.orders"),
            "select id, lower(status) as state from raw.orders",
            null);
    Part test =
        Parts.test(
            List.of("model.s.stg_orders"),
            "with all_values as (select state as value_field, count(*) as n_records from"
                + " dw.stg_orders group by state)\nselect * from all_values\nwhere value_field not"
                + " in (\n    'done','open'\n)\n\n",
            new Test(
                "accepted_values",
                "",
                "state",
                "model.s.stg_orders",
                Map.of("values", "[\"done\", \"open\"]")));
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 2 results", 2)),
            Parts.source("orders", ""),
            staging,
            test),
        ORDERS + fault + STAGING);
  }
}
