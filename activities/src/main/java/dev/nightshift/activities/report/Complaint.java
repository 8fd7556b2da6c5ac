package dev.nightshift.activities.report;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.workflows.values.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is wrong with delivered data, in words that need no knowledge of the warehouse. */
final class Complaint {
  private final Cause cause;
  private final Part source;

  Complaint(Cause cause, Part source) {
    this.cause = cause;
    this.source = source;
  }

  String subject() {
    return switch (cause.kind()) {
      case "source_duplicates" -> entries() + " delivered more than once in " + table();
      case "source_nulls" -> entries() + " without " + fields() + " in " + table();
      case "source_orphans" -> entries() + " that refer to nothing in " + table();
      case "source_respelt" -> fields() + " in " + table() + " is spelt otherwise than elsewhere";
      case "source_spelt_anew" -> fields() + " in " + table() + " is spelt otherwise than before";
      case "source_values_respelt" ->
          fields() + " in " + table() + " is spelt otherwise than agreed";
      case "source_rows_missing" -> entries() + " that others refer to, missing in " + table();
      case "source_type_changed" -> fields() + " in " + table() + " is written differently";
      case "late_source" -> "no new data in " + table();
      case "source_missing" -> table() + " is not there";
      default -> "data in " + table() + " that we cannot use";
    };
  }

  String wrong() {
    String where = "In " + table() + described() + ", ";
    return switch (cause.kind()) {
      case "source_duplicates" ->
          where
              + of(bad(), "value", "values")
              + " of "
              + fields()
              + " came more than once, where each should come once.";
      case "source_nulls" ->
          where
              + entriesOfAll()
              + (bad() == 1 ? " has" : " have")
              + " nothing in "
              + fields()
              + ".";
      case "source_orphans" ->
          where
              + entriesOfAll()
              + (bad() == 1 ? " refers" : " refer")
              + " by "
              + fields()
              + " to something that was not delivered.";
      case "source_respelt" ->
          where
              + entriesOfAll()
              + (bad() == 1 ? " refers" : " refer")
              + " by "
              + fields()
              + " to something that was delivered with other capitals, or without the blanks around"
              + " it.";
      case "source_spelt_anew" ->
          where
              + (bad() == 0 ? "some values" : of(bad(), "value", "values"))
              + " of "
              + fields()
              + (bad() == 1 ? " comes" : " come")
              + " in other capitals than before, or with other blanks around. Other tables refer by"
              + " the old spelling.";
      case "source_values_respelt" ->
          where
              + entriesOfAll()
              + (bad() == 1 ? " has" : " have")
              + " in "
              + fields()
              + " a known value in other capitals, or with blanks around it.";
      case "source_rows_missing" ->
          where
              + "there is nothing for some values of "
              + fields()
              + " that other tables refer to.";
      case "source_type_changed" ->
          where
              + fields()
              + " comes in another form than before"
              + (bad() == 0 ? "." : ", and in " + entriesOfAll() + " we cannot read it.");
      case "late_source" -> "Nothing new has come for " + table() + described() + ".";
      case "source_missing" -> "We do not find " + table() + described() + " any more.";
      default -> where + "something is not as it should be.";
    };
  }

  String ask() {
    return switch (cause.kind()) {
      case "source_duplicates" ->
          "Please take out the copies that came later, and tell us what made them come.";
      case "source_nulls" -> "Please fill in what is missing, and deliver these entries again.";
      case "source_orphans" ->
          "Please deliver what these entries refer to, or correct what they say.";
      case "source_respelt" ->
          "Please spell these values as the other table does, and deliver these entries again; or"
              + " tell us that it is the other table that changed.";
      case "source_spelt_anew" ->
          "Please spell them as before and deliver them again, or tell us that the new spelling is"
              + " meant to stay.";
      case "source_values_respelt" ->
          "Please spell these values as before, and deliver these entries again.";
      case "source_rows_missing" ->
          "Please deliver these entries, or tell us that what refers to them is wrong.";
      case "source_type_changed" ->
          "Please correct these entries, and tell us whether the new form is meant to stay.";
      case "late_source" -> "Please see whether the delivery ran, and deliver what is missing.";
      case "source_missing" -> "Please tell us whether it was moved or renamed, or bring it back.";
      default -> "Please have a look, and correct it or deliver it again.";
    };
  }

  /** Only what was seen: the beginning may lie before it. */
  String since(String run) {
    String at = cause.details().getOrDefault("since", "");
    if (cause.kind().equals("late_source")) {
      return at.isEmpty() ? "" : "The newest that we have is of " + Moment.words(at) + ".";
    }
    if (!at.isEmpty()) {
      return "Seen since "
          + Moment.words(at)
          + ", when the first "
          + (cause.kind().equals("source_duplicates") ? "copy" : "of these entries")
          + " came.";
    }
    return run.isEmpty()
        ? ""
        : "Seen in the night's run of " + Moment.words(run) + "; it may have begun before that.";
  }

  private String entries() {
    return bad() == 0 ? "entries" : of(bad(), "entry", "entries");
  }

  private String entriesOfAll() {
    long rows = number("rows");
    return bad() == 0
        ? "some entries"
        : of(bad(), "entry", "entries") + (rows > 0 ? " (of " + grouped(rows) + ")" : "");
  }

  private long bad() {
    return number("bad");
  }

  private long number(String name) {
    String text = cause.details().getOrDefault(name, "");
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }

  private static String of(long number, String one, String many) {
    return grouped(number) + " " + (number == 1 ? one : many);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String table() {
    return "the table \"" + source.name() + "\"";
  }

  private String described() {
    Said said = source.said();
    return said.description().isEmpty() ? "" : " (" + sentence(said.description()) + ")";
  }

  private String fields() {
    String names =
        cause.details().getOrDefault("columns", cause.details().getOrDefault("column", ""));
    List<String> all = Arrays.stream(names.split(",")).filter(name -> !name.isBlank()).toList();
    return all.isEmpty()
        ? "a field"
        : all.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" and "));
  }

  /** The first sentence, to stand within another. */
  static String sentence(String description) {
    String first = description.split("(?<=\\.)\\s", 2)[0].replaceAll("\\.+$", "").strip();
    return first.length() <= 140 ? first : first.substring(0, 139) + "…";
  }
}
