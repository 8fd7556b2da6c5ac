package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.Stop;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What stopped dbt before it ran anything. It is the code where dbt could not read one of the
 * project's files; what only surrounds the project (a lock, a profile, a package) is not.
 */
final class ParseError implements Rule {
  private static final Set<String> OF_CODE =
      Set.of("Compilation Error", "Parsing Error", "Validation Error");

  /** dbt names packages.yml where what it lists is only not installed. */
  private static final String NOT_INSTALLED = "dbt deps";

  private static final int LONGEST = 200;

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, Cause> causes = new LinkedHashMap<>();
    for (Stop stop : facts.stopped()) {
      Cause cause = cause(stop);
      causes.putIfAbsent(cause.signature(), cause);
    }
    return List.copyOf(causes.values());
  }

  private static Cause cause(Stop stop) {
    if (OF_CODE.contains(stop.code())
        && !stop.file().isEmpty()
        && !stop.message().contains(NOT_INSTALLED)) {
      return ofCode(stop);
    }
    return switch (stop.trouble().kind()) {
      case LOCKED, CONNECTION, TIMEOUT, OUT_OF_RESOURCES ->
          other(
              stop,
              stop.trouble().kind().name().toLowerCase(Locale.ROOT),
              "warehouse",
              Verdict.TRANSIENT,
              "dbt could not begin: "
                  + brief(stop)
                  + "; nothing in the code or the data asks for a change.");
      default ->
          other(
              stop,
              "dbt_stopped",
              stop.file().isEmpty() ? brief(stop) : stop.file(),
              Verdict.UNCLEAR,
              "dbt stopped before it ran anything, and names no file of the project that is wrong: "
                  + brief(stop)
                  + ". What does it miss: a package, a variable, a profile?");
    };
  }

  private static Cause ofCode(Stop stop) {
    String where = stop.line() > 0 ? stop.file() + ", line " + stop.line() : stop.file();
    List<Evidence> evidence =
        new ArrayList<>(List.of(Evidence.of(stop.message(), "dbt's log of the run")));
    if (!stop.text().isEmpty()) {
      evidence.add(Evidence.of(stop.text(), where));
    }
    return new Cause(
        "parse_error",
        Verdict.CODE,
        // Not the node: whether it is known depends on an older manifest, and a signature must not.
        stop.file(),
        List.of(),
        "dbt could not read the project, so nothing ran: "
            + brief(stop)
            + " ("
            + where
            + ")"
            + (stop.text().isEmpty() ? "." : ": " + stop.text()),
        evidence,
        Map.of(
            "file", stop.file(),
            "line", String.valueOf(stop.line()),
            "says", brief(stop),
            "name", stop.trouble().name()),
        null);
  }

  private static Cause other(
      Stop stop, String kind, String subject, Verdict verdict, String because) {
    return new Cause(
        kind,
        verdict,
        subject,
        List.of(),
        because,
        List.of(Evidence.of(stop.message(), "dbt's log of the run")),
        Map.of("file", stop.file()),
        null);
  }

  /** The line that says it: those before only name the kind and the place. */
  private static String brief(Stop stop) {
    String says =
        stop.message()
            .lines()
            .map(String::strip)
            .filter(
                line -> !line.isEmpty() && !line.matches("(Error reading .*|.*) Error( in .*)?"))
            .findFirst()
            .map(line -> line.replaceFirst("\\. Jinja was looking for .*", ""))
            .orElse(stop.message().strip());
    return says.length() <= LONGEST ? says : says.substring(0, LONGEST - 1) + "…";
  }
}
