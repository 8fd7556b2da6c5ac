package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.diagnosis.SameRows.Same;
import dev.nightshift.activities.words.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that is there and must not be read where it is read: it is private to another group, or
 * it would close a circle. The one that holds the same rows and may be read is what can be meant;
 * that the other one is opened to all, or the new reading goes, is for people to say.
 */
final class Forbidden {
  private static final Pattern PRIVATE =
      Pattern.compile(
          "Node (\\w+)\\.\\w+\\.(\\w+) attempted to reference node model\\.\\w+\\.(\\w+), which is"
              + " not allowed because the referenced node is private");

  private final Graph graph;
  private final SameRows rows;
  private final Inventory inventory;
  private final Recent recent;

  Forbidden(Graph graph, SameRows rows, Recent recent) {
    this.graph = graph;
    this.rows = rows;
    this.inventory = recent.now();
    this.recent = recent;
  }

  /** {@code known} is what names alone tell of the message. */
  Optional<WrongName> look(String message, Optional<WrongName> known) {
    Optional<List<String>> circle = Circle.in(message);
    if (circle.isPresent()) {
      return known.map(it -> it.decided() ? it : outOf(circle.get(), it));
    }
    Matcher reads = PRIVATE.matcher(message);
    if (!reads.find()) {
      return known;
    }
    String file = inventory.models().getOrDefault(reads.group(2), "");
    String wrong = reads.group(3);
    return Role.MODEL.isIn(inventory.text(file).orElse(""), wrong)
        ? Optional.of(instead(file, wrong, part -> !isPrivate(part.name())))
        : known;
  }

  /** What a model of the circle is made of itself would only close it again. */
  private WrongName outOf(List<String> circle, WrongName closing) {
    String file = closing.files().get(0);
    Set<Part> within = new LinkedHashSet<>();
    for (String id : circle) {
      graph.part(id).ifPresent(within::add);
    }
    graph.part(idOf(file)).ifPresent(reader -> within.addAll(graph.below(reader)));
    return instead(file, closing.name(), part -> !within.contains(part));
  }

  private String idOf(String file) {
    return graph.run().parts().values().stream()
        .filter(part -> part.path().equals(file) && !part.isTest())
        .map(Part::id)
        .findFirst()
        .orElse("");
  }

  private WrongName instead(String file, String wrong, Predicate<Part> readable) {
    String text = inventory.text(file).orElse("");
    String role = Role.MODEL.name();
    List<Same> same =
        isAsBuilt(inventory.models().get(wrong))
            ? rows.of(text, wrong, readable.and(other -> mayStandIn(text, other)))
            : List.of();
    if (same.size() != 1) {
      String undecided =
          (same.isEmpty() ? "no model" : "more than one model")
              + " that may be read there proves to hold the same rows in all that is read of "
              + wrong
              + "; what is to be read instead, or whether "
              + wrong
              + " may be, is for a person to say";
      return new WrongName(role, wrong, "", undecided, List.of(file), "");
    }
    Same one = same.get(0);
    String why =
        "it may be read there, and in "
            + Say.list(one.columns())
            + ", which is all that is read, both hold the same "
            + Say.count(one.rows(), "row");
    String definedIn = inventory.models().getOrDefault(one.model(), "");
    return new WrongName(
        role, wrong, one.model(), why, List.of(file), definedIn, null, null, one.query());
  }

  /** Whoever reads it already had no need of the other one for what it holds. */
  private boolean mayStandIn(String text, Part other) {
    return isAsBuilt(other.path()) && !Role.MODEL.isIn(text, other.name());
  }

  /** What changed since it was built is not what production shows of it. */
  private boolean isAsBuilt(String file) {
    return file != null && !recent.changed().contains(file);
  }

  private boolean isPrivate(String model) {
    return inventory.own().entrySet().stream()
        .filter(file -> file.getKey().matches(".*\\.ya?ml"))
        .flatMap(file -> Contents.items(Contents.parsed(file.getValue()), "models").stream())
        .filter(entry -> model.equals(entry.get("name")))
        .anyMatch(entry -> isPrivate(entry) || isPrivate(entry.get("config")));
  }

  private static boolean isPrivate(Object entry) {
    return entry instanceof Map<?, ?> map && "private".equals(map.get("access"));
  }
}
