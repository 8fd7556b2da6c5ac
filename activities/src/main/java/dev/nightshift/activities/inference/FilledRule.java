package dev.nightshift.activities.inference;

import dev.nightshift.activities.query.QueryFacts.Made;
import dev.nightshift.activities.query.QueryFacts.Making;
import dev.nightshift.activities.query.QueryFacts.Presence;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a column is made, and whether it can lack a value. */
final class FilledRule implements Rule {
  private static final Pattern HASH =
      Pattern.compile(".*(md5|sha\\d*|hash|fingerprint|surrogate_key|uuid).*");

  /** A list of more would be no list that a person wrote. */
  private static final int MOST_VALUES = 30;

  @Override
  public void look(Subject subject, Findings findings) {
    subject
        .facts()
        .ifPresent(facts -> facts.columns().forEach(made -> look(subject, made, findings)));
  }

  private static void look(Subject subject, Made made, Findings findings) {
    Check filled = Check.notNull(made.name());
    Check unique = Check.unique(made.name());
    String making = made.making().name().toLowerCase(Locale.ROOT);
    boolean always = made.presence() == Presence.ALWAYS;
    if (made.making() != Making.COLUMN) {
      findings.add(filled, "made." + making);
      findings.add(unique, "made." + making);
    }
    if (always) {
      String where = made.because() == null ? "" : ": " + subject.query().text(made.because());
      findings.add(filled, "always", "the query leaves it no way to be null" + where);
      if (made.making() == Making.COLUMN) {
        findings.add(filled, "always.column");
      }
    }
    if (made.presence() == Presence.MAYBE_NOT) {
      findings.add(filled, "maybe_not");
    }
    if (HASH.matcher(made.function()).matches()) {
      String because = "it is a key made of others: " + subject.query().text(made.span());
      findings.add(filled, "hash", because);
      findings.add(unique, "hash", because);
    }
    if (made.inputs().isEmpty() && made.making() == Making.LITERAL) {
      findings.add(unique, "same_in_all");
    }
    List<String> literals = made.literals().stream().distinct().toList();
    if (literals.size() > 1 && literals.size() <= MOST_VALUES) {
      Check accepted = Check.accepted(made.name(), literals);
      findings.add(
          accepted, "literals", "it has these values alone: " + subject.query().text(made.span()));
      findings.add(accepted, "role." + Role.of(made.name(), subject.model().name()).word());
    }
  }
}
