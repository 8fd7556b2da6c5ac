package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.Stop;
import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What stopped dbt before it ran anything. It is the code where dbt could not read one of the
 * project's files; what only surrounds the project (a lock, a profile, a package) is not.
 */
final class ParseError implements Rule {
  private static final Set<String> OF_CODE =
      Set.of("Compilation Error", "Parsing Error", "Validation Error");

  /** dbt names packages.yml where what it lists is only not installed. */
  private static final Pattern NOT_INSTALLED = Pattern.compile("(?i)\\brun [`\"]dbt deps");

  private static final String NO_VARIABLE = "Env var required but not provided";

  private static final Pattern OF_TEXT =
      Pattern.compile(
          "Syntax error near line \\d|is not of type|Error encountered in \\S*\\.ya?ml");

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
    if (!stop.file().isEmpty()
        && (OF_CODE.contains(stop.code()) || isOfText(stop))
        && !NOT_INSTALLED.matcher(stop.message()).find()
        && !isOfSurroundings(stop)) {
      return stop.wrong().versions().isEmpty() ? ofCode(stop) : ofVersion(stop);
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

  /** dbt calls it a runtime error, or nothing, where it stops before its own kinds of error. */
  private static boolean isOfText(Stop stop) {
    return stop.code().isEmpty() || OF_TEXT.matcher(stop.message()).find();
  }

  /** What the run's surroundings lack is the code's fault only where the code has just asked. */
  private static boolean isOfSurroundings(Stop stop) {
    return stop.message().contains(NO_VARIABLE) && !stop.recent();
  }

  private static Cause ofCode(Stop stop) {
    String where = stop.line() > 0 ? stop.file() + ", line " + stop.line() : stop.file();
    List<Evidence> evidence =
        new ArrayList<>(List.of(Evidence.of(stop.message(), "dbt's log of the run")));
    if (!stop.text().isEmpty()) {
      evidence.add(Evidence.of(stop.text(), where));
    }
    if (!stop.wrong().query().isEmpty()) {
      evidence.add(
          Evidence.asked(
              stop.wrong().name() + " and " + stop.wrong().meant() + ": " + stop.wrong().why(),
              stop.wrong().query(),
              Witness.PRODUCTION));
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
            + (stop.text().isEmpty() ? "." : ": " + stop.text())
            + CodeError.meant(stop.wrong())
            + brought(stop),
        evidence,
        details(stop),
        null);
  }

  /** Another version is another promise: whether a reader can do with it, a person says. */
  private static Cause ofVersion(Stop stop) {
    WrongName wrong = stop.wrong();
    String model = wrong.name().substring(0, wrong.name().indexOf('.'));
    String gone = wrong.name().substring(model.length() + 1);
    String there = Say.list(wrong.versions());
    Cause cause = ofCode(stop);
    List<Option> ways = new ArrayList<>();
    for (String version : wrong.versions()) {
      String meant = model + "." + version;
      WrongName said =
          new WrongName(wrong.role(), wrong.name(), meant, "a person said so", wrong.files(), "");
      ways.add(
          new Option(
              "version_" + version,
              "Version " + version + " is to be read instead",
              Verdict.CODE,
              cause.kind(),
              CodeError.details(said)));
    }
    return new Cause(
            "version_gone",
            Verdict.UNCLEAR,
            cause.subject(),
            cause.nodes(),
            "dbt could not read the project, so nothing ran: "
                + Say.list(wrong.files())
                + " asks for version "
                + gone
                + " of "
                + model
                + ", which has "
                + (wrong.versions().size() == 1 ? "version " : "the versions ")
                + there
                + " alone. Another version may have other columns or another grain. Is it to read "
                + (wrong.versions().size() == 1 ? "version " + there : "one of those")
                + ", or is version "
                + gone
                + " to come back?",
            cause.evidence(),
            cause.details(),
            null)
        .asking(ways);
  }

  private static String brought(Stop stop) {
    return stop.proven().decided()
        ? " It came with "
            + Say.commit(stop.proven().commit(), "")
            + ". Mended, "
            + stop.proven().file()
            + " "
            + stop.proven().says()
            + "."
        : "";
  }

  private static Map<String, String> details(Stop stop) {
    Map<String, String> details = new TreeMap<>(CodeError.details(stop.wrong()));
    details.put("file", stop.file());
    details.put("line", String.valueOf(stop.line()));
    details.put("says", brief(stop));
    details.putIfAbsent("name", stop.trouble().name());
    if (!stop.files().isEmpty()) {
      details.put("files", String.join("\n", stop.files()));
    }
    details.putAll(stop.proven().details());
    if (!stop.wrong().decided() && !stop.wrong().why().isEmpty()) {
      details.put("undecided", stop.wrong().why());
    }
    if (!stop.proven().decided() && !stop.proven().says().isEmpty()) {
      details.put("undecided", stop.proven().says());
    }
    if (!stop.outdated().isEmpty()) {
      details.put("deprecated", stop.deprecated());
      details.put("outdated", String.join("\n", stop.outdated()));
    }
    return details;
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
        DbtWarning.in(stop.message())
            .orElse(stop.message())
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
