package dev.nightshift.activities.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.activities.rows.Discretion.Shown;
import dev.nightshift.activities.rows.KeptRows.Column;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Place;
import dev.nightshift.workflows.values.Privacy.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscretionTest {
  private static final KeptRows ROWS =
      new KeptRows(
          List.of(
              new Column("order_id", true, false),
              new Column("recipient", false, true),
              new Column("depot", false, false),
              new Column("kilos", false, false)),
          List.of(
              List.of("71", "Wilhelmina", "Salem", "0.4"),
              Arrays.asList("72", "Wilhelmina", "Salem", null),
              List.of("73", "Barnaby", "Macon", "n/a")),
          false);

  private static Shown shown(Rows rows, Place place) {
    Privacy privacy = new Privacy(rows, null, null, null, null, null, null);
    return new Discretion(privacy, place).show(ROWS, 5);
  }

  @Test
  void masked_rows_tell_which_they_are_what_kinds_of_values_they_hold_and_which_are_equal() {
    Shown shown = shown(Rows.MASKED, Place.REPORT);
    assertEquals(List.of("order_id", "recipient", "depot", "kilos"), shown.headings());
    assertEquals(
        List.of(
            List.of("71", "•••", "text 1", "number 1"),
            List.of("72", "•••", "text 1", "null"),
            List.of("73", "•••", "text 2", "text 2")),
        shown.rows());
  }

  @Test
  void full_rows_are_as_they_are_but_for_what_is_marked() {
    assertEquals(
        List.of("71", "•••", "Salem", "0.4"), shown(Rows.FULL, Place.REPORT).rows().get(0));
  }

  @ParameterizedTest
  @EnumSource(names = "REPORT", mode = EnumSource.Mode.EXCLUDE)
  void elsewhere_than_in_the_report_a_marked_column_is_not_even_mentioned(Place place) {
    assertEquals(List.of("order_id", "depot", "kilos"), shown(Rows.FULL, place).headings());
  }

  @Test
  void keys_are_nothing_but_the_keys_and_none_is_nothing() {
    assertEquals(List.of("order_id"), shown(Rows.KEYS, Place.REPORT).headings());
    assertTrue(shown(Rows.NONE, Place.REPORT).nothing());
  }

  @Test
  void a_place_may_have_rules_of_its_own() {
    Privacy privacy = new Privacy(Rows.FULL, null, Rows.NONE, null, Rows.KEYS, null, null);
    assertTrue(new Discretion(privacy, Place.PULL).show(ROWS, 5).nothing());
    assertEquals(
        List.of("order_id"), new Discretion(privacy, Place.EMAIL).show(ROWS, 5).headings());
    assertEquals(4, new Discretion(privacy, Place.REPORT).show(ROWS, 5).headings().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada@example.org", "+49 170 1234567", "4111 1111 1111 1111", "123456789"})
  void a_key_by_which_a_person_is_known_is_masked_too(String key) {
    KeptRows rows =
        new KeptRows(List.of(new Column("id", true, false)), List.of(List.of(key)), false);
    Discretion discretion = new Discretion(Privacy.standard(), Place.REPORT);
    assertFalse(discretion.show(rows, 5).rows().toString().contains(key));
    assertTrue(discretion.inClear(rows, 5).nothing(), "an example says no mask");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"100245", "LK-0007", "6f1ed002ab5595859014ebf0951522d9", "2026-11-20 05:05:00"})
  void a_key_by_which_a_row_is_found_is_shown(String key) {
    KeptRows rows =
        new KeptRows(List.of(new Column("id", true, false)), List.of(List.of(key)), false);
    Discretion discretion = new Discretion(Privacy.standard(), Place.EMAIL);
    assertEquals(List.of(List.of(key)), discretion.inClear(rows, 5).rows());
  }

  @Test
  void a_key_of_a_thousand_digits_and_more_is_masked_too() {
    String key = "1".repeat(100_000);
    KeptRows rows =
        new KeptRows(List.of(new Column("id", true, false)), List.of(List.of(key)), false);
    Discretion discretion = new Discretion(Privacy.standard(), Place.REPORT);
    assertEquals(List.of(List.of("number 1")), discretion.show(rows, 5).rows());
  }

  @Test
  void what_is_marked_is_not_even_kept() {
    MemoryBlobs blobs = new MemoryBlobs();
    BlobRef ref = ROWS.keep(blobs);
    assertFalse(blobs.readText(ref).contains("Wilhelmina"), blobs.readText(ref));
    assertTrue(blobs.readText(ref).contains("Salem"));
    assertEquals(ROWS, KeptRows.read(ref, blobs).orElseThrow());
  }

  @Test
  void rows_that_have_expired_are_no_failure() {
    BlobRef gone = ROWS.keep(new MemoryBlobs());
    assertTrue(KeptRows.read(gone, new MemoryBlobs()).isEmpty());
  }
}
