package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
  @Test
  void a_range_takes_what_is_in_it() {
    assertTrue(Versions.allow(List.of(">=1.10.8", "<2.0.0"), "1.12.6"));
    assertFalse(Versions.allow(List.of(">=1.10.8", "<2.0.0"), "2.0.0"));
    assertFalse(Versions.allow(List.of(">=1.10.8"), "1.10.7"));
    assertTrue(Versions.allow(List.of(">=1.8,<1.13"), "1.12.6"));
    assertFalse(Versions.allow(List.of("!=1.12.6"), "1.12.6"));
  }

  @Test
  void a_version_alone_is_that_version() {
    assertTrue(Versions.allow(List.of("1.12.6"), "1.12.6"));
    assertFalse(Versions.allow(List.of("=1.12.5"), "1.12.6"));
  }

  @Test
  void what_is_no_specifier_forbids_nothing() {
    assertTrue(Versions.allow(List.of("any", ""), "1.12.6"));
  }

  @Test
  void a_line_is_major_and_minor() {
    assertEquals("1.12", Versions.line("1.12.6rc1"));
  }
}
