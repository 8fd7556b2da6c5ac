package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import java.util.Locale;

/** Questions for the values of a source that are none of a type, or less in it than they were. */
final class UnfitValues {
  private static final String WIDEST = "decimal(38,12)";
  private static final String WHOLE = "decimal(38,0)";

  /** The largest numbers of types, with a sign and without. */
  private static final String LARGEST =
      "(255, 32767, 65535, 2147483647, 4294967295, 9223372036854775807)";

  private UnfitValues() {}

  static boolean isInteger(String type) {
    return type.toLowerCase(Locale.ROOT).contains("int")
        && !type.toLowerCase(Locale.ROOT).contains("interval");
  }

  /** How many a cast stops at, and of how many. */
  static String query(Part source, String column, String type) {
    return query(source, column, type, "", "");
  }

  /** A cast to a type that holds less than the text says changes it where it does not fail. */
  static String exactly(Part source, Column now, String type) {
    String column = Relation.quote(now.name());
    String as = type.toLowerCase(Locale.ROOT);
    if (as.equals("date")) {
      return query(
          source, column, type, " or " + cast(column, "timestamp") + " <> " + cast(column, as), "");
    }
    if (!Names.family(type).equals("number")) {
      return query(source, column, type, "", "");
    }
    boolean text = Names.family(now.type()).equals("text");
    String written = "lower(trim(" + column + "))";
    String pointed = "(" + written + " like '%.%' or " + written + " like '%e%')";
    String lost =
        " or " + cast(column, WIDEST) + " is distinct from " + cast(cast(column, type), WIDEST);
    if (isInteger(type)) {
      // A whole number has no point: one that has says that others may have a fraction.
      lost = text ? " or " + pointed : " or " + cast(column, "double") + " <> " + cast(column, as);
    } else if (isFloating(as)) {
      lost =
          text
              ? " or (not "
                  + pointed
                  + " and "
                  + cast(column, WHOLE)
                  + " <> "
                  + cast(cast(column, type), WHOLE)
                  + ")"
              : "";
    }
    if (!text) {
      return query(source, column, type, lost, "");
    }
    String fits = " case when not " + pointed + " and " + cast(column, type) + " is not null then ";
    return query(
        source,
        column,
        type,
        " or " + written + " like '%nan%' or " + written + " like '%inf%'" + lost,
        // 007 and 7 are two keys, and one number.
        " + count(distinct"
            + fits
            + written
            + " end) - count(distinct"
            + fits
            + cast(column, type)
            + " end)");
  }

  private static boolean isFloating(String type) {
    return type.matches(".*(double|float|real).*");
  }

  private static String cast(String of, String type) {
    return "try_cast(" + of + " as " + type + ")";
  }

  private static String query(
      Part source, String column, String type, String lost, String shrinks) {
    return "select coalesce(sum(case when "
        + column
        + " is not null and ("
        + cast(column, type)
        + " is null"
        + lost
        + ") then 1 else 0 end), 0)"
        + shrinks
        + ", count(*) from "
        + Graph.quoted(source);
  }

  /**
   * A number of nines alone or the largest of a type stands for none at all, and a handful far
   * above all others is no growth: how many the first are, how many different ones do not fit, the
   * least of these and the largest that fits.
   */
  static String apart(Part source, String column, String type) {
    String size = "abs(" + column + ")";
    String unfit = column + " is not null and " + cast(column, type) + " is null";
    String bad = " filter (where " + unfit + ")";
    return "select count(*) filter (where "
        + unfit
        + " and (replace(cast("
        + size
        + " as varchar), '9', '') = '' or "
        + size
        + " in "
        + LARGEST
        + ")), count(distinct "
        + column
        + ")"
        + bad
        + ", coalesce(min("
        + size
        + ")"
        + bad
        + ", 0), coalesce(max("
        + size
        + ") filter (where "
        + cast(column, type)
        + " is not null), 0) from "
        + Graph.quoted(source);
  }
}
