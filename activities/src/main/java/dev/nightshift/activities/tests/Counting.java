package dev.nightshift.activities.tests;

import static java.util.stream.Collectors.joining;

import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Kind;
import dev.nightshift.activities.tests.Counted.Rows;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts the rows of a model that are against each of several tests: exactly, and all in one scan
 * of it. Only numbers come back.
 */
final class Counting {
  private final Production door;
  private final Relation model;
  private final Function<String, Optional<Relation>> referred;
  private final Set<String> columns;

  /** {@code referred} is the relation that a key's test refers to by name. */
  Counting(Production door, Relation model, Function<String, Optional<Relation>> referred) {
    this.door = door;
    this.model = model;
    this.referred = referred;
    this.columns = columns(door, model);
  }

  private static Set<String> columns(Production door, Relation relation) {
    return door.columns(relation).stream()
        .map(Column::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  Counted of(List<Check> checks) {
    if (columns.isEmpty()) {
      return Counted.not("there is no " + model.name() + " in the sandbox to ask");
    }
    Map<Check, String> unknown = new HashMap<>();
    List<Check> asked = new ArrayList<>();
    for (Check check : checks) {
      Optional<String> objection = objection(check);
      if (objection.isPresent()) {
        unknown.put(check, objection.get());
      } else {
        asked.add(check);
      }
    }
    return asked.isEmpty() ? new Counted(Map.of(), unknown, "") : counted(asked, unknown);
  }

  private Optional<String> objection(Check check) {
    Optional<String> missing =
        check.columns().stream().filter(column -> !columns.contains(column)).findFirst();
    if (missing.isPresent()) {
      return Optional.of("it makes no column " + missing.get());
    }
    if (check.kind() != Kind.RELATIONSHIPS) {
      return Optional.empty();
    }
    Optional<Relation> to = referred.apply(check.to());
    boolean there = to.map(one -> columns(door, one).contains(check.field())).orElse(false);
    return there
        ? Optional.empty()
        : Optional.of("there is no " + check.to() + " with a column " + check.field() + " to ask");
  }

  /** Together; where one of them cannot be asked, each for itself, so that it is known which. */
  private Counted counted(List<Check> asked, Map<Check, String> unknown) {
    try {
      return counted(asked, unknown, answered(asked));
    } catch (ApplicationFailure failed) {
      if (ErrorKind.of(failed) == ErrorKind.TIMED_OUT) {
        return Counted.not("there is too much data to ask it in a minute");
      }
      if (ErrorKind.of(failed) != ErrorKind.BAD_INPUT) {
        throw failed;
      }
    }
    Map<Check, Rows> rows = new HashMap<>();
    for (Check check : asked) {
      try {
        rows.putAll(counted(List.of(check), Map.of(), answered(List.of(check))).of());
      } catch (ApplicationFailure failed) {
        unknown.put(check, why(failed));
      }
    }
    return new Counted(rows, unknown, "");
  }

  /** What the database says of a value that it cannot compare has that value in it. */
  private static String why(ApplicationFailure failed) {
    return switch (ErrorKind.of(failed)) {
      case TIMED_OUT -> "there is too much data to ask it in a minute";
      case BAD_INPUT -> "the column is of a type that cannot be compared so";
      default -> throw failed;
    };
  }

  private static Counted counted(List<Check> asked, Map<Check, String> unknown, List<Long> told) {
    Map<Check, Rows> rows = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      rows.put(asked.get(i), new Rows(told.get(2 * i), told.get(2 * i + 1)));
    }
    return new Counted(rows, unknown, "");
  }

  private List<Long> answered(List<Check> checks) {
    return door.ask(question(checks), 1).rows().get(0).stream().map(Long::valueOf).toList();
  }

  private String question(List<Check> checks) {
    List<String> counts = new ArrayList<>();
    StringBuilder joins = new StringBuilder();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      counts.add(about(check) + " as a" + i);
      counts.add(count(check, "r" + i) + " as n" + i);
      if (check.kind() == Kind.RELATIONSHIPS) {
        joins.append(join(check, "r" + i));
      }
    }
    return "select " + String.join(", ", counts) + " from " + model.quoted() + " as m" + joins;
  }

  private static String about(Check check) {
    return switch (check.kind()) {
      case NOT_NULL, COMBINATION -> "count(*)";
      case UNIQUE, ACCEPTED_VALUES, RELATIONSHIPS ->
          "count(m." + Relation.quote(check.column()) + ")";
    };
  }

  /** As dbt's own tests ask it. */
  private static String count(Check check, String other) {
    String column = "m." + Relation.quote(check.column());
    return switch (check.kind()) {
      case NOT_NULL -> "count(*) - count(" + column + ")";
      case UNIQUE -> "count(" + column + ") - count(distinct " + column + ")";
      case COMBINATION -> "count(*) - count(distinct (" + all(check) + "))";
      case ACCEPTED_VALUES ->
          "count(case when "
              + column
              + " not in ("
              + check.values().stream().map(Counting::text).collect(joining(", "))
              + ") then 1 end)";
      case RELATIONSHIPS ->
          "count(case when " + column + " is not null and " + other + ".k is null then 1 end)";
    };
  }

  private static String all(Check check) {
    return check.columns().stream().map(one -> "m." + Relation.quote(one)).collect(joining(", "));
  }

  /** Each key once, so that no row of the model is counted twice. */
  private String join(Check check, String other) {
    String key = Relation.quote(check.field());
    return " left join (select distinct "
        + key
        + " as k from "
        + referred.apply(check.to()).orElseThrow().quoted()
        + ") as "
        + other
        + " on m."
        + Relation.quote(check.column())
        + " = "
        + other
        + ".k";
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
