package dev.nightshift.activities.configuration;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping that was checked against its shape: what is absent is null. */
record Values(Map<String, Object> of) {

  String text(String key) {
    return of.get(key) instanceof String text ? text : null;
  }

  int whole(String key) {
    return of.get(key) instanceof Integer number ? number : 0;
  }

  long seconds(String key) {
    return of.get(key) instanceof Long seconds ? seconds : 0;
  }

  /** A time or a number, whichever stands there. */
  long amount(String key) {
    return of.get(key) instanceof Number number ? number.longValue() : 0;
  }

  double dollars(String key) {
    return of.get(key) instanceof Double amount ? amount : 0;
  }

  Boolean yesNo(String key) {
    return of.get(key) instanceof Boolean answer ? answer : null;
  }

  Path path(String key) {
    return of.get(key) instanceof Path path ? path : null;
  }

  boolean given(String key) {
    return of.get(key) != null;
  }

  Values fields(String key) {
    return of.get(key) instanceof Values values ? values : new Values(Map.of());
  }

  List<Values> many(String key) {
    return items(key).stream().filter(Values.class::isInstance).map(Values.class::cast).toList();
  }

  List<String> texts(String key) {
    return items(key).stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  List<Path> paths(String key) {
    return items(key).stream().filter(Path.class::isInstance).map(Path.class::cast).toList();
  }

  Map<String, String> literals(String key) {
    Map<String, String> literals = new LinkedHashMap<>();
    fields(key).of().forEach((name, value) -> literals.put(name, String.valueOf(value)));
    return literals;
  }

  private List<?> items(String key) {
    return of.get(key) instanceof List<?> list ? list : List.of();
  }
}
