package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestedSourcesTest {
  private static final String SCHEMAS =
      "create schema raw; create schema dw; create table raw.hives as select 1 as no, 'north' as"
          + " stand, 9 as room; create table raw.harvests as select 1 as no, 2.5 as kilos; create table"
          + " dw.years as select 1 as no, 'north' as stand, 2.5 as kilos; create table dw.totals as select 1 as no, 2.5 as"
          + " kilos; create table dw.yields as select 1 as no, 9 as room, 2.5 as kilos; ";
  private static final String STANDS = "select stand from (values ('north')) k (stand) where ";
  private static final Part YEARS =
      Parts.part(
          "model.s.years",
          "model",
          "dw",
          "years",
          Map.of(),
          "table",
          List.of("source.s.raw.hives", "source.s.raw.harvests"),
          "select h.no, h.stand, v.kilos from raw.hives h join raw.harvests v on h.no = v.no",
          null);
  private static final Part TOTALS =
      Parts.part(
          "model.s.totals",
          "model",
          "dw",
          "totals",
          Map.of(),
          "table",
          List.of("source.s.raw.harvests"),
          "select no, sum(kilos) as kilos from raw.harvests group by no",
          null);
  private static final Part YIELDS =
      Parts.part(
          "model.s.yields",
          "model",
          "dw",
          "yields",
          Map.of(),
          "table",
          List.of("source.s.raw.hives", "model.s.totals"),
          "select h.no, h.room, t.kilos from raw.hives h left join dw.totals t on h.no = t.no",
          null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        STANDS + "stand not in (select stand from dw.years)",
        STANDS + "not exists (select 1 from dw.years y where y.stand = k.stand)",
        "select k.stand from (values ('north')) k (stand) left join dw.years y using (stand) where"
            + " y.stand is null",
        "select 'north' as stand except select stand from dw.years",
        "select stand from dw.years group by stand having count(*) < 1"
      })
  void what_is_not_there_may_be_lacking_for_any_of_them(String sql) throws SQLException {
    assertEquals(List.of("source.s.raw.harvests", "source.s.raw.hives"), sources(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select stand from dw.years where stand not in ('north', 'south')",
        "select stand from dw.years where stand is null"
      })
  void what_is_there_comes_from_where_its_columns_do(String sql) throws SQLException {
    assertEquals(List.of("source.s.raw.hives"), sources(sql));
  }

  @Test
  void a_sum_comes_from_what_it_is_summed_of() throws SQLException {
    String harvests = "source.s.raw.harvests";
    assertEquals(List.of(harvests), sources("select no from dw.yields where kilos < 0", YIELDS));
    assertEquals(
        List.of(harvests, "source.s.raw.hives"),
        sources("select no from dw.yields where kilos > room", YIELDS));
  }

  private static List<String> sources(String sql) throws SQLException {
    return sources(sql, YEARS);
  }

  private static List<String> sources(String sql, Part tested) throws SQLException {
    Part test = Parts.test(List.of(tested.id()), sql, null);
    try (DuckDbFile production = DuckDbFile.of(SCHEMAS)) {
      Witness witness = new Witness(production);
      Graph graph =
          new Graph(
              SmallNight.run(
                  List.of(),
                  Parts.source("hives", ""),
                  Parts.source("harvests", ""),
                  TOTALS,
                  tested,
                  test),
              witness);
      return new TestedSources(graph, witness).of(test, Optional.empty(), List.of());
    }
  }
}
