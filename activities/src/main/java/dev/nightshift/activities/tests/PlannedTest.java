package dev.nightshift.activities.tests;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.PropertiesFiles.Wanted;
import java.util.List;

/**
 * A test of a model, how likely it is that its team would write it, in sentences what speaks for
 * it, and what becomes of it; {@code why} is what speaks against it, empty where nothing does.
 */
public record PlannedTest(Check check, double sure, List<String> reasons, Fate fate, String why) {
  /** Enough to be believed, and few enough to be read. */
  private static final int REASONS = 5;

  public PlannedTest {
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
    fate = requireNonNullElse(fate, Fate.LEFT);
    why = requireNonNullElse(why, "");
  }

  static PlannedTest of(Candidate candidate, Fate fate, String why) {
    return new PlannedTest(
        candidate.check(),
        candidate.sure(),
        candidate.reasons().stream().limit(REASONS).toList(),
        fate,
        why);
  }

  PlannedTest becoming(Fate other, String because) {
    return new PlannedTest(check, sure, reasons, other, because);
  }

  /** As it is to be written. */
  public Wanted wanted() {
    return new Wanted(check, fate == Fate.WARNING, comment());
  }

  private String comment() {
    return switch (fate) {
      case WRITTEN, LEFT -> null;
      case TO_CONFIRM -> "TODO: confirm test logic with owner";
      case WARNING -> "DATA ISSUE: " + printed(why) + " — investigate before promoting to error";
    };
  }

  /** A column may be called in any way. */
  private static String printed(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
  }
}
