package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Adds tests to a properties file by text inserted at the parser's marks; nothing else changes. */
public final class TestEdits {
  private static final Set<String> KINDS = Set.of("models", "seeds", "snapshots");

  private TestEdits() {}

  /** What became of the text: itself where nothing could be written. */
  public record Change(String text, List<NewTest> written, List<Refused> refused) {
    public Change {
      written = List.copyOf(written);
      refused = List.copyOf(refused);
    }
  }

  /** A test that was left out, and why, for a person to read. */
  public record Refused(NewTest test, String why) {}

  /**
   * What dbt's version wants where the file has no habit: whether arguments stand below {@code
   * arguments}, and whether the list is called {@code tests} or {@code data_tests}.
   */
  public record Style(boolean argumentsKey, String testsKey) {
    public Style {
      if (!testsKey.equals("tests") && !testsKey.equals("data_tests")) {
        throw new IllegalArgumentException("no key of tests: " + testsKey);
      }
    }
  }

  /**
   * Writes the tests one after another, each as one insertion that is proven by parsing: after it
   * the file means what it meant, and the test. A test for which that does not hold is refused, and
   * the others are written.
   */
  public static Change add(
      String text, String kind, String model, List<NewTest> tests, Style style) {
    refuseUnknown(kind);
    String now = text;
    List<NewTest> written = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (NewTest test : tests) {
      try {
        now = TestPlace.with(now, kind, model, test, style);
        written.add(test);
      } catch (CannotEdit e) {
        refused.add(new Refused(test, e.getMessage()));
      }
    }
    return new Change(now, written, refused);
  }

  /** A new properties file. An argument that dbt would take for a setting there is the caller's. */
  public static String create(String kind, String model, List<NewTest> tests, Style style) {
    refuseUnknown(kind);
    try {
      return NewFile.of(kind, model, tests, TestHabits.of(style, "\n"));
    } catch (CannotEdit e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void refuseUnknown(String kind) {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("tests are added to none of the " + kind);
    }
  }
}
