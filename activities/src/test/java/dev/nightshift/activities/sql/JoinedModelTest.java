package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import dev.nightshift.activities.sql.JoinedModel.Joined;
import dev.nightshift.activities.sql.JoinedModel.Read;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JoinedModelTest {
  private static final String PAYMENTS = "model.shop.payments";
  private static final Map<String, String> COLUMNS =
      Map.of("order_id", "order_id", "amount", "amount", "paid_at", "last_paid_at");

  static Stream<Fixtures.Case> cases() {
    return List.of("instead", "refused").stream()
        .flatMap(name -> Fixtures.of("sql/join/" + name + ".sql").stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void another_model_is_joined_in_the_place_of_one(Fixtures.Case told) {
    assertEquals("", told.wrong(edited(told, told.before())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void line_ends_make_no_difference(Fixtures.Case told) {
    Edited edited = edited(told, told.before().replace("\n", "\r\n"));
    if (told.after() != null) {
      assertEquals(told.after().replace("\n", "\r\n"), edited.text());
    }
  }

  static List<Fixtures.Case> once() {
    return Fixtures.of("sql/join/once.sql");
  }

  @ParameterizedTest
  @MethodSource("once")
  void rows_that_are_alike_are_joined_once(Fixtures.Case told) {
    assertEquals(
        "", told.wrong(JoinedModel.once(told.before(), PAYMENTS, List.of("order_id", "amount"))));
  }

  private static Edited edited(Fixtures.Case told, String text) {
    String joined = told.option("joined").isEmpty() ? PAYMENTS : told.option("joined");
    return JoinedModel.instead(text, joined, "payments_by_order", COLUMNS);
  }

  @Test
  void what_is_read_is_told_with_the_names_that_the_text_gives() {
    Joined joined =
        JoinedModel.in(
                """
                select o.id, channel, p.paid_at as last_paid_at, round(p.fee, 2) as fee, amount
                from {{ ref('orders') }} o
                inner join {{ ref('payments') }} as p on o.id = p.order_id and p.line = o.line
                """,
                PAYMENTS,
                Set.of("order_id", "line", "paid_at", "fee", "amount"))
            .joined();
    assertEquals("inner join", joined.how());
    assertEquals(List.of("order_id", "line"), joined.keys());
    assertEquals(
        List.of(new Read("amount", ""), new Read("fee", ""), new Read("paid_at", "last_paid_at")),
        joined.reads());
    assertEquals(Set.of("channel"), joined.bare());
  }
}
