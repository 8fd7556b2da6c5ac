package dev.nightshift.activities.tests;

import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Kind;
import dev.nightshift.activities.tests.Counted.Rows;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What becomes of a test, by how likely it is and by what the data says of it. */
final class Deciding {
  /** From here on a few rows against it are more likely wrong than the test is. */
  private static final double LIKELIER_THAN_DATA = 0.6;

  private static final double FEW = 0.05;

  /** So few are that where a test is no more than likely. */
  private static final double HARDLY_ANY = 0.01;

  /** A list, or a key, that a handful of rows keep to may be chance. */
  private static final long ENOUGH = 20;

  /** By these the SQL itself lets rows be against a test. */
  private static final Set<String> LET = Set.of("maybe_not", "grain.other");

  private Deciding() {}

  static PlannedTest of(Candidate candidate, Counted counted) {
    Check check = candidate.check();
    Optional<Rows> rows = counted.of(check);
    if (rows.isEmpty()) {
      return PlannedTest.of(candidate, Fate.LEFT, counted.why(check));
    }
    if (rows.get().against() > 0) {
      return refuted(candidate, rows.get());
    }
    if (rows.get().about() == 0) {
      return empty(candidate);
    }
    boolean needsData = check.kind().isForDataToConfirm();
    if (needsData && rows.get().about() < ENOUGH) {
      return PlannedTest.of(candidate, Fate.LEFT, "it holds, of too few rows to tell");
    }
    if (candidate.isLikely()) {
      return PlannedTest.of(candidate, Fate.WRITTEN, "");
    }
    return needsData
        ? PlannedTest.of(candidate, Fate.TO_CONFIRM, "")
        : PlannedTest.of(candidate, Fate.LEFT, "it holds, and is not sure to be meant");
  }

  /** As if nobody could ask; then dbt tells. */
  private static PlannedTest empty(Candidate candidate) {
    if (candidate.isWrittenUnasked()) {
      return PlannedTest.of(candidate, Fate.WRITTEN, "");
    }
    String why =
        candidate.check().kind().isForDataToConfirm()
            ? "only data can confirm it, and there is none"
            : "it is not sure";
    return PlannedTest.of(candidate, Fate.LEFT, why);
  }

  /** A list that rows do not keep to is more often another list than wrong rows. */
  private static PlannedTest refuted(Candidate candidate, Rows rows) {
    String told = told(candidate.check(), rows);
    double share = (double) rows.against() / Math.max(rows.about(), rows.against());
    boolean let =
        candidate.check().kind() == Kind.ACCEPTED_VALUES
            || candidate.clues().stream().anyMatch(one -> LET.contains(one.clue().name()));
    boolean wrong =
        (candidate.isLikely() && share <= HARDLY_ANY)
            || (candidate.sure() >= LIKELIER_THAN_DATA && share <= FEW);
    return wrong && !let
        ? PlannedTest.of(candidate, Fate.WARNING, told)
        : PlannedTest.of(candidate, Fate.LEFT, told);
  }

  /** {@code 3 of 1,200 rows have no customer_id}. */
  static String told(Check check, Rows counted) {
    long against = counted.against();
    long rows = counted.about();
    String of = number(against) + " of " + number(rows) + (rows == 1 ? " row " : " rows ");
    boolean one = against == 1;
    return switch (check.kind()) {
      case NOT_NULL -> of + (one ? "has no " : "have no ") + check.column();
      case UNIQUE, COMBINATION ->
          of
              + (one ? "repeats the " : "repeat the ")
              + String.join(", ", check.columns())
              + " of another";
      case ACCEPTED_VALUES -> of + (one ? "has another " : "have another ") + check.column();
      case RELATIONSHIPS ->
          of + (one ? "has a " : "have a ") + check.column() + " that is not in " + check.to();
    };
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
