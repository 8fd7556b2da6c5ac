package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** By which columns a row is found again: those that a test or the configuration calls unique. */
final class Keys {
  private final Graph graph;

  Keys(Graph graph) {
    this.graph = graph;
  }

  /** In lower case; empty when nothing says so. */
  Set<String> of(Part part) {
    Set<String> keys = declared(part);
    if (keys.isEmpty() && part.isSource()) {
      // Tests of a source often stand at the model that reads it.
      for (Part reader : graph.children(part.id())) {
        for (String key : declared(reader)) {
          graph
              .step(reader, key)
              .filter(step -> step.part().equals(part) && step.origin().isPlain())
              .ifPresent(step -> keys.add(lower(step.origin().column())));
        }
      }
    }
    return keys;
  }

  private Set<String> declared(Part part) {
    Set<String> keys = new LinkedHashSet<>();
    part.said().keys().forEach(column -> keys.add(lower(column)));
    for (String column : List.of(part.config("unique_key").split("[\\[\\]\",\\s]+"))) {
      if (!column.isEmpty()) {
        keys.add(lower(column));
      }
    }
    return keys;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
