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
}
