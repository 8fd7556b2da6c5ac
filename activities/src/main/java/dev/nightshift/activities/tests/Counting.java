package dev.nightshift.activities.tests;

import static java.util.stream.Collectors.joining;

import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Kind;
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
      return Counted.nothing(checks);
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
    return counted(asked, unknown);
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
        return Counted.not("its data is too large to be asked: " + failed.getOriginalMessage());
      }
      if (ErrorKind.of(failed) != ErrorKind.BAD_INPUT || asked.isEmpty()) {
        throw failed;
      }
    }
    Map<Check, Long> against = new HashMap<>();
    long rows = answered(List.of()).get(0);
    for (Check check : asked) {
      try {
        against.put(check, answered(List.of(check)).get(1));
      } catch (ApplicationFailure failed) {
        if (ErrorKind.of(failed) != ErrorKind.BAD_INPUT) {
          throw failed;
        }
        unknown.put(check, "the data could not be asked: " + failed.getOriginalMessage());
      }
    }
    return new Counted(rows, against, unknown, "");
  }

  private static Counted counted(List<Check> asked, Map<Check, String> unknown, List<Long> told) {
    Map<Check, Long> against = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      against.put(asked.get(i), told.get(i + 1));
    }
    return new Counted(told.get(0), against, unknown, "");
  }

  private List<Long> answered(List<Check> checks) {
    return door.ask(question(checks), 1).rows().get(0).stream().map(Long::valueOf).toList();
  }

  private String question(List<Check> checks) {
    StringBuilder counts = new StringBuilder("count(*) as n");
    StringBuilder joins = new StringBuilder();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      counts.append(", ").append(count(check, "r" + i)).append(" as n").append(i);
      if (check.kind() == Kind.RELATIONSHIPS) {
        joins.append(join(check, "r" + i));
      }
    }
    return "select " + counts + " from " + model.quoted() + " as m" + joins;
  }

  private String count(Check check, String other) {
    String column = "m." + Relation.quote(check.column());
    return switch (check.kind()) {
      case NOT_NULL -> "count(*) - count(" + column + ")";
      case UNIQUE -> "count(" + column + ") - count(distinct " + column + ")";
      case COMBINATION -> "count(*) - count(distinct (" + all(check) + "))";
      case ACCEPTED_VALUES ->
          "count(case when cast("
              + column
              + " as varchar) not in ("
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
