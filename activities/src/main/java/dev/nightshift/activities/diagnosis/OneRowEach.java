package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.JoinFacts.Instead;
import dev.nightshift.activities.diagnosis.JoinFacts.JoinLook;
import dev.nightshift.activities.diagnosis.JoinFacts.SameColumn;
import dev.nightshift.activities.diagnosis.JoinFacts.StandIn;
import dev.nightshift.workflows.values.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Of the models that could be joined in a relation's place, the only one of which the data prove
 * it: one row for each key, the same keys, the same values wherever they can be compared.
 */
final class OneRowEach {
  private final JoinLook join;
  private final Instead instead;
  private final List<StandIn> proven;

  private OneRowEach(JoinLook join) {
    this.join = join;
    this.instead = join.instead();
    this.proven =
        instead == null || !instead.obstacle().isEmpty()
            ? List.of()
            : instead.standIns().stream().filter(it -> objection(it).isEmpty()).toList();
  }

  static OneRowEach of(JoinLook join) {
    return new OneRowEach(join);
  }

  private boolean isProven() {
    return proven.size() == 1 && instead.left() == 0;
  }

  /** What the fixer needs, or in {@code undecided} why there is nothing to fix. */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    if (instead == null) {
      return details;
    }
    if (isAlike()) {
      details.put("file", instead.file());
      details.put("distinct", String.join(",", instead.alike().columns()));
      return details;
    }
    if (!isProven()) {
      details.put("undecided", undecided());
      return details;
    }
    StandIn one = proven.get(0);
    TreeSet<String> columns = new TreeSet<>(join.columns());
    one.columns()
        .forEach(
            column ->
                columns.add(
                    column.renamed() ? column.column() + ">" + column.instead() : column.column()));
    details.put("file", instead.file());
    details.put("instead", one.node());
    details.put("reads", String.join(",", columns));
    return details;
  }

  /** Whichever of its rows is taken, the same is read of it. */
  private boolean isAlike() {
    return !isProven()
        && instead.obstacle().isEmpty()
        && instead.alike() != null
        && !instead.alike().columns().isEmpty()
        && instead.alike().differing() == 0
        && !instead.alike().copies();
  }

  /** What is joined was delivered twice: then it is not the join that is wrong. */
  boolean isOfCopies() {
    return instead != null
        && !isProven()
        && instead.alike() != null
        && instead.alike().copies()
        && !join.source().isEmpty();
  }

  String because() {
    if (instead != null && isAlike()) {
      return " "
          + alike()
          + ", so that one row of each is as good as another; they differ only in what is not read.";
    }
    return isProven() ? " " + proof(proven.get(0)) : "";
  }

  private String alike() {
    return "Of these, none has rows that differ in "
        + Say.list(instead.alike().columns())
        + ", which is all that is read of "
        + join.relation();
  }

  private String proof(StandIn one) {
    return Say.name(one.node())
        + " has each "
        + by()
        + " once ("
        + Say.number(one.keys())
        + "), none of "
        + join.relation()
        + " is missing there, and "
        + (one.columns().isEmpty() ? "no other column is read" : agreement(one))
        + ".";
  }

  private String agreement(StandIn one) {
    return Say.list(one.columns().stream().map(OneRowEach::named).toList())
        + (one.columns().size() == 1 ? " is" : " are")
        + " the same for all "
        + Say.number(one.compared())
        + " that occur once in both";
  }

  private static String named(SameColumn column) {
    return column.renamed()
        ? column.column() + " (there " + column.instead() + ")"
        : column.column();
  }

  private String by() {
    return String.join(", ", join.columns());
  }

  private String undecided() {
    String what = "what is to be joined in the place of " + Say.name(join.node());
    if (!instead.obstacle().isEmpty()) {
      return instead.obstacle() + "; " + what + " is for a person to say";
    }
    if (proven.size() > 1) {
      return Say.list(proven.stream().map(it -> Say.name(it.node())).toList())
          + (proven.size() == 2 ? " both" : " all")
          + " have each "
          + by()
          + " once and the same values; which of them is meant is for a person to say";
    }
    if (instead.left() > 0) {
      return Say.count(instead.left(), "model")
          + " more could be meant, too many to compare; "
          + what
          + " is for a person to say";
    }
    return "no model proves to have the same with one row for each "
        + by()
        + (instead.standIns().isEmpty()
            ? " (none that is made of it or of its sources has that column)"
            : " ("
                + Say.list(
                    instead.standIns().stream()
                        .map(it -> Say.name(it.node()) + " " + objection(it))
                        .toList())
                + ")")
        + "; "
        + what
        + ", or which of its rows, is for a person to say";
  }

  /** What is against it; empty where nothing is. */
  private String objection(StandIn one) {
    if (!one.lacking().isEmpty()) {
      return "lacks " + Say.list(one.lacking());
    }
    if (!one.ambiguous().isEmpty()) {
      return "has a " + Say.list(one.ambiguous()) + " of its own, which the text does not qualify";
    }
    if (!one.asked()) {
      return "could not be compared";
    }
    if (one.repeated() > 0) {
      return "has " + Say.number(one.repeated()) + " of them more than once";
    }
    if (one.missing() > 0) {
      return "lacks those of " + Say.count(one.missing(), "row");
    }
    if (!instead.keepsLeft() && one.extra() > 0) {
      return "has " + Say.number(one.extra()) + " more, by which rows would come in";
    }
    if (one.extraTold() > 0) {
      return "has values for " + Say.number(one.extraTold()) + " that are not there";
    }
    return columns(one);
  }

  private static String columns(StandIn one) {
    for (SameColumn column : one.columns()) {
      if (column.same() < one.compared()) {
        return "differs in "
            + named(column)
            + " for "
            + Say.number(one.compared() - column.same())
            + " of "
            + Say.number(one.compared());
      }
      // A column with one value agrees with any other that has it: then only the name is a reason.
      if (column.distinct() < (column.renamed() ? 2 : 1)) {
        return "has too few values of " + named(column) + " to compare by";
      }
    }
    return one.compared() == 0 ? "has none that occurs once in both" : "";
  }

  List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    if (instead == null) {
      return evidence;
    }
    if (isAlike()) {
      evidence.add(Evidence.asked(alike(), instead.alike().query(), Witness.PRODUCTION));
    }
    for (StandIn one : instead.standIns()) {
      String objection = objection(one);
      String query = one.query().isEmpty() ? one.uniqueQuery() : one.query();
      if (objection.isEmpty()) {
        evidence.add(
            Evidence.asked(
                one.relation()
                    + ": "
                    + Say.number(one.keys())
                    + " values of "
                    + by()
                    + ", each once",
                one.uniqueQuery(),
                Witness.PRODUCTION));
        evidence.add(
            Evidence.asked(
                one.relation() + " beside " + join.relation() + ": " + sideBySide(one),
                query,
                Witness.PRODUCTION));
      } else if (one.asked()) {
        evidence.add(Evidence.asked(one.relation() + " " + objection, query, Witness.PRODUCTION));
      }
    }
    return evidence;
  }

  private String sideBySide(StandIn one) {
    return Say.number(one.missing())
        + " rows without their "
        + by()
        + " there, "
        + Say.number(one.extra())
        + " there alone; "
        + (one.columns().isEmpty() ? "no other column is read" : agreement(one));
  }
}
