package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message may carry on: names, and no value of a row. */
class MessagesTest {
  /** As the warehouses write it, with a value of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Conversion Error: CSV Error on Line: 3\nOriginal Line: xx,Ann \"the\" Hidden\nsecond line"
            + " Hidden\nError when converting column \"id\". Could not convert string \"Hidden\" to"
            + " 'INTEGER'",
        "Conversion Error: Could not convert string 'Hidden' to INT32",
        "invalid input syntax for type integer: \"Hidden\"",
        "Constraint Error: PRIMARY KEY or UNIQUE constraint violation: duplicate key \"Hidden\"",
        "duplicate key value violates unique constraint \"orders_pkey\"\nDETAIL:  Key"
            + " (email)=(Hidden (a) one) already exists.",
      })
  void a_value_is_not_told(String message) {
    assertFalse(Messages.valueFree(message).contains("Hidden"), Messages.valueFree(message));
  }

  @Test
  void a_name_is_told() {
    String csv =
        "Conversion Error: CSV Error on Line: 3\nOriginal Line: x\nError when converting column"
            + " \"id\". Could not convert string \"x\" to 'INTEGER'";
    assertTrue(Messages.valueFree(csv).contains("column \"id\""), Messages.valueFree(csv));
    for (String named :
        new String[] {
          "Binder Error: Referenced column \"amount\" not found in FROM clause!",
          "duplicate key value violates unique constraint \"orders_pkey\"",
        }) {
      assertEquals(named, Messages.valueFree(named));
    }
  }

  @Test
  void of_a_unit_test_that_could_not_run_the_error_is_told_and_not_what_dbt_says_of_all() {
    String message =
        "Runtime Error in unit_test sums (models/_m.yml)\n  An error occurred during execution of"
            + " unit test 'sums'. There may be an error in the unit test definition: check the data"
            + " types.\n   Runtime Error\n    Binder Error: No function matches '*(INTEGER,"
            + " VARCHAR)'\n"
            + "    \t*(TINYINT, TINYINT) -> TINYINT\n".repeat(20);
    String inShort = Messages.inShort(message);
    assertTrue(inShort.contains("_m.yml)\n  Binder Error: No function matches"), inShort);
    assertFalse(inShort.contains("An error occurred"), inShort);
  }
}
