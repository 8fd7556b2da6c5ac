package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.warehouse.Production.Answer;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.durable.ErrorKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node's own select gives, without the columns of it that are hidden. */
final class OwnLook {
  private OwnLook() {}

  static Looks.Seen seen(DuckDbProduction door, Looks.Own own) {
    String select = "select * from (" + door.written(door.parsed(own.sql())) + "\n)";
    List<String> all = door.ask(select, 0).columns();
    List<String> hidden = all.stream().filter(own.hidden().apply(door)).toList();
    if (hidden.size() == all.size()) {
      throw ErrorKind.BAD_INPUT.failure("All its columns are marked as sensitive.");
    }
    Answer answer = door.ask(hidden.isEmpty() ? select : without(hidden, select), own.most());
    Map<Integer, String> plain = new HashMap<>();
    for (int i = 0; i < answer.columns().size(); i++) {
      plain.put(i, answer.columns().get(i));
    }
    Map<String, List<String>> left = hidden.isEmpty() ? Map.of() : Map.of("it", hidden);
    return new Looks.Seen(answer, Set.of(), plain, left);
  }

  private static String without(List<String> hidden, String select) {
    return hidden.stream()
        .map(Relation::quote)
        .collect(Collectors.joining(", ", "select * exclude (", ") from (" + select + ")"));
  }
}
