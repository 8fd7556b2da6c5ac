package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.words.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models that read each other in a circle: it was closed where one of them was lately given another
 * one to read, that was there before, in the place of the one that it had.
 */
final class Circle {
  private static final Pattern CYCLE = Pattern.compile("Found a cycle:\\s*(\\w+\\..+)");

  private final Inventory inventory;
  private final Recent recent;

  Circle(Inventory inventory, Recent recent) {
    this.inventory = inventory;
    this.recent = recent;
  }

  /** The models, by their ids, where a message tells of a circle. */
  static Optional<List<String>> in(String message) {
    Matcher cycle = CYCLE.matcher(message);
    return cycle.find()
        ? Optional.of(List.of(cycle.group(1).strip().split("\\s*-->\\s*", -1)))
        : Optional.empty();
  }

  Optional<WrongName> closedBy(List<String> circle) {
    Set<String> names = new TreeSet<>();
    circle.forEach(id -> names.add(id.substring(id.lastIndexOf('.') + 1)));
    List<WrongName> found = new ArrayList<>();
    Map<String, String> models = inventory.models();
    for (String name : names) {
      String file = models.getOrDefault(name, "");
      Set<String> now = Role.MODEL.names(inventory.text(file).orElse(""));
      Set<String> was = Role.MODEL.names(recent.before(file).orElse(""));
      Set<String> fresh = new TreeSet<>(now);
      fresh.removeAll(was);
      was.removeAll(now);
      fresh.retainAll(names);
      if (!recent.changed().contains(file) || recent.added().contains(file) || fresh.isEmpty()) {
        continue;
      }
      String wrong = fresh.iterator().next();
      boolean exchanged = fresh.size() == 1 && was.size() == 1 && models.keySet().containsAll(was);
      boolean wasThere = !recent.added().contains(models.getOrDefault(wrong, ""));
      found.add(
          new WrongName(
              Role.MODEL.name(),
              wrong,
              exchanged && wasThere ? was.iterator().next() : "",
              "it is what stood there before",
              List.of(file),
              ""));
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
