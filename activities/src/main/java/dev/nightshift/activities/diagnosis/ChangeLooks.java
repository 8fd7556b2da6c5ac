package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.ChangeFacts.PieceLook;
import dev.nightshift.activities.diagnosis.Otherwise.Told;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.words.Below;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * For a failing node: which files of it and of what it is made of changed since it last passed, and
 * whether it would pass with each of them as it was.
 */
final class ChangeLooks {
  // Each is a question to the warehouse, for each failing node.
  private static final int MOST_CHANGES = 8;
  private static final int MOST_PIECES = 8;

  private final Graph graph;
  private final Path project;
  private final LastPassed passed;
  private final Rendering rendering;
  private final Otherwise otherwise;
  private final Map<String, String> texts = new HashMap<>();

  ChangeLooks(Graph graph, Witness witness, Path project, LastPassed passed) {
    this.graph = graph;
    this.project = project;
    this.passed = passed;
    this.rendering = new Rendering(graph.run().parts().values());
    this.otherwise = new Otherwise(graph, witness, part -> sql(part, text(part)));
  }

  List<ChangeLook> look(Part failing) {
    Lately lately = passed.lately(failing.id());
    Doubts doubts = new Doubts(lately, this::text);
    List<ChangeLook> looks = new ArrayList<>();
    changed(failing, lately).stream()
        .limit(MOST_CHANGES)
        .forEach(one -> looks.add(look(failing, one.part(), one.earlier(), doubts)));
    if (looks.stream().noneMatch(ChangeLook::explains)) {
      looks.addAll(new Besides(graph, lately, this::text, doubts).of(failing));
    }
    return looks;
  }

  /** Changed files of the node and of what it is made of that nobody tried as they were. */
  List<String> unasked(Part failing) {
    return changed(failing, passed.lately(failing.id())).stream()
        .skip(MOST_CHANGES)
        .map(one -> one.earlier().path())
        .toList();
  }

  private record Changed(Part part, Earlier earlier) {}

  private List<Changed> changed(Part failing, Lately lately) {
    List<Changed> changed = new ArrayList<>();
    for (Part part : graph.above(failing)) {
      if (!part.isSource() && (!part.isTest() || isSingular(part)) && belongs(part)) {
        lately.file(part.path()).ifPresent(earlier -> changed.add(new Changed(part, earlier)));
      }
    }
    return changed;
  }

  private static boolean isSingular(Part part) {
    return part.type().equals("test") && part.path().endsWith(".sql");
  }

  private boolean belongs(Part part) {
    String project = graph.run().dbtProject();
    return project.isEmpty() || project.equals(part.packageName());
  }

  private ChangeLook look(Part failing, Part part, Earlier earlier, Doubts doubts) {
    String now = text(part);
    if (earlier.text() == null) {
      return ChangeLook.of(part.id(), earlier, earlier.isNew(), Ends.UNKNOWN, "", List.of());
    }
    List<Piece> pieces = Pieces.between(earlier.text(), now);
    if (!failsAsItIs(failing, part, now)) {
      List<PieceLook> unasked =
          pieces.stream()
              .limit(MOST_PIECES)
              .map(piece -> new PieceLook(piece, Ends.UNKNOWN, doubts.of(earlier, piece)))
              .toList();
      return ChangeLook.of(part.id(), earlier, earlier.isNew(), Ends.UNKNOWN, "", unasked);
    }
    Optional<Told> before =
        sql(part, earlier.text()).flatMap(sql -> otherwise.of(failing, part, sql));
    Ends without = before.map(ChangeLooks::ends).orElse(Ends.UNKNOWN);
    List<PieceLook> looks = new ArrayList<>();
    for (Piece piece : pieces.stream().limit(MOST_PIECES).toList()) {
      Ends alone = pieces.size() == 1 ? without : without(failing, part, now, piece);
      String doubt = doubts.of(earlier, piece);
      boolean byItself = doubt.isEmpty() && alone == Ends.PASSES && pieces.size() > 1;
      looks.add(
          new PieceLook(
              piece, alone, byItself ? madeAnew(part, earlier.text(), now, piece) : doubt));
    }
    if (part.type().equals("seed") && without == Ends.PASSES && pieces.size() > 1) {
      GoneRows.of(earlier.text(), now)
          .ifPresent(gone -> looks.add(new PieceLook(gone, without(failing, part, now, gone), "")));
    }
    return ChangeLook.of(
        part.id(), earlier, earlier.isNew(), without, before.map(Told::query).orElse(""), looks);
  }

  /** Else what would be asked is not what failed, and says nothing. */
  private boolean failsAsItIs(Part failing, Part part, String now) {
    return sql(part, now)
        .flatMap(sql -> otherwise.of(failing, part, sql))
        .filter(told -> !told.passes())
        .isPresent();
  }

  private Ends without(Part failing, Part part, String now, Piece piece) {
    Edited undone = Pieces.undone(now, List.of(piece));
    return undone.changed()
        ? sql(part, undone.text())
            .flatMap(sql -> otherwise.of(failing, part, sql))
            .map(ChangeLooks::ends)
            .orElse(Ends.UNKNOWN)
        : Ends.UNKNOWN;
  }

  /** A name that is put back is to mean what it meant: empty where it does. */
  private String madeAnew(Part part, String before, String now, Piece piece) {
    Optional<String> was = sql(part, before);
    Optional<String> is = sql(part, now);
    Optional<String> undone = sql(part, Pieces.undone(now, List.of(piece)).text());
    Set<String> back = new TreeSet<>(names(part, undone));
    back.removeAll(names(part, is));
    return back.stream()
        .filter(column -> !made(undone, column).equals(made(was, column)))
        .findFirst()
        .map(column -> column + " is made in another way since, and its name alone would mislead")
        .orElse("");
  }

  private Set<String> names(Part part, Optional<String> sql) {
    return sql.flatMap(text -> graph.lineage(part, text)).map(Lineage::names).orElse(Set.of());
  }

  private static Optional<String> made(Optional<String> sql, String column) {
    return sql.flatMap(text -> Making.of(text, column));
  }

  private static Ends ends(Told told) {
    return told.passes() ? Ends.PASSES : Ends.FAILS;
  }

  private Optional<String> sql(Part part, String text) {
    if (part.type().equals("test")) {
      return isSingular(part) || part.compiledSql().isBlank()
          ? rendering.sql(part, text(part), text)
          : Optional.of(part.compiledSql());
    }
    return rendering.sql(part, text(part), text);
  }

  private String text(Part part) {
    return texts.computeIfAbsent(part.path(), path -> text(path, part.rawSql()));
  }

  private String text(String path) {
    return texts.computeIfAbsent(path, file -> text(file, ""));
  }

  private String text(String path, String otherwise) {
    Optional<Path> file = Below.of(project, path).filter(Files::isRegularFile);
    try {
      return !path.isEmpty() && file.isPresent() ? Files.readString(file.get()) : otherwise;
    } catch (IOException noText) {
      return otherwise;
    }
  }
}
