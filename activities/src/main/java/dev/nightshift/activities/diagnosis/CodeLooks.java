package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.Facts.CodeLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For an error that the code may have made: the line, and names that may have been meant. */
final class CodeLooks {
  private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^\\s*LINE \\d+:\\s*(.+)$");

  private final Graph graph;
  private final Witness witness;
  private final Path project;

  CodeLooks(Graph graph, Witness witness, Path project) {
    this.graph = graph;
    this.witness = witness;
    this.project = project;
  }

  CodeLook look(Part part, Trouble trouble, String message) {
    String wrong = trouble.name();
    List<String> near = wrong.isEmpty() ? List.of() : near(part, wrong);
    Optional<Part> relation =
        trouble.kind() == Trouble.Kind.MISSING_RELATION
            ? graph
                .at(Graph.key("", "", wrong))
                .filter(Part::isSource)
                .filter(graph.above(part)::contains)
            : Optional.empty();
    Line line = line(part, wrong, message);
    return new CodeLook(
        part.path(), line.number(), line.text(), near, relation.map(Part::id).orElse(""));
  }

  /** Names of the columns above it and in its own SQL that a slip of the pen would turn into it. */
  private List<String> near(Part part, String wrong) {
    Set<String> names = new TreeSet<>();
    graph.parents(part).forEach(parent -> names.addAll(witness.knownColumns(parent)));
    names.addAll(
        List.of(SqlText.forParser(graph.sql(part)).toLowerCase(Locale.ROOT).split("[^\\w$]+")));
    names.remove(wrong);
    return names.stream().filter(name -> name.length() > 2 && Names.near(name, wrong)).toList();
  }

  private record Line(int number, String text) {}

  /** The line that the message quotes, else the first that has the wrong name. */
  private Line line(Part part, String wrong, String message) {
    List<String> lines = lines(part);
    Matcher quoted = QUOTED_LINE.matcher(message);
    if (quoted.find()) {
      String text = quoted.group(1).strip();
      Line found = first(lines, line -> line.strip().equals(text));
      if (found.number() > 0) {
        return found;
      }
    }
    return wrong.isEmpty() || wrong.contains(" ")
        ? new Line(0, "")
        : first(lines, line -> SqlText.names(line.toLowerCase(Locale.ROOT), wrong));
  }

  private static Line first(List<String> lines, Predicate<String> wanted) {
    for (int i = 0; i < lines.size(); i++) {
      if (wanted.test(lines.get(i))) {
        return new Line(i + 1, lines.get(i).strip());
      }
    }
    return new Line(0, "");
  }

  private List<String> lines(Part part) {
    Path file = project.resolve(part.path()).normalize();
    if (part.path().isEmpty() || !file.startsWith(project.normalize())) {
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException notInTheCheckout) {
      return part.rawSql().lines().toList();
    }
  }
}
