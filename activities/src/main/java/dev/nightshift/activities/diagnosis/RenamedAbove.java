package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.CodeFacts.Renaming;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.words.Below;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For a column that is not there: the one model above that gave it until a commit, and gives it by
 * another name now. Where it is named its name is all that differs, and it is made as it was, so
 * that it is the same column.
 */
final class RenamedAbove {
  private static final Pattern GIVEN = Pattern.compile("(?i)\\bas\\s+([a-z_]\\w*)\\b");

  private final Graph graph;
  private final Witness witness;
  private final Path project;
  private final LastPassed passed;

  RenamedAbove(Graph graph, Witness witness, Path project, LastPassed passed) {
    this.graph = graph;
    this.witness = witness;
    this.project = project.normalize();
    this.passed = passed;
  }

  Optional<Renaming> look(Part failing, String column) {
    List<Renaming> found = new ArrayList<>();
    for (Part above : graph.above(failing)) {
      if (!above.equals(failing) && isPlainModel(above)) {
        passed
            .lately(failing.id())
            .file(above.path())
            .flatMap(earlier -> renaming(above, earlier, column))
            .ifPresent(found::add);
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Of the project itself, and not a version of a model: a reader asks for that otherwise. */
  private boolean isPlainModel(Part part) {
    return part.type().equals("model")
        && part.language().equals("sql")
        && part.id().split("\\.", -1).length == 3
        && part.packageName().equals(graph.run().dbtProject());
  }

  private Optional<Renaming> renaming(Part model, Earlier earlier, String column) {
    Optional<String> now = text(model.path());
    if (earlier.text() == null || now.isEmpty()) {
      return Optional.empty();
    }
    Optional<Lineage> was = graph.lineage(model, earlier.text());
    Optional<Lineage> is = graph.lineage(model, now.get());
    if (was.isEmpty() || is.isEmpty() || !was.get().gives(column) || is.get().gives(column)) {
      return Optional.empty();
    }
    List<String> names =
        fresh(earlier.text(), now.get()).stream()
            .filter(name -> is.get().gives(name))
            .filter(name -> isSame(earlier.text(), now.get(), column, name))
            .filter(name -> isMadeAlike(model, earlier.text(), now.get(), column, name))
            .filter(name -> isOfItself(model, now.get(), name))
            .toList();
    return names.size() == 1
        ? Optional.of(
            new Renaming(
                model.id(), model.name(), model.identifier(), model.path(), column, names.get(0)))
        : Optional.empty();
  }

  /** Names that the text gives to something, of which it knew nothing before. */
  private static Set<String> fresh(String before, String now) {
    Set<String> fresh = new TreeSet<>();
    GIVEN.matcher(now).results().forEach(it -> fresh.add(it.group(1)));
    fresh.removeIf(name -> word(name).matcher(before).find());
    return fresh;
  }

  /** Each piece with one of the names was the same but for it. */
  private static boolean isSame(String before, String now, String from, String to) {
    List<Piece> pieces =
        Pieces.between(before, now).stream()
            .filter(piece -> names(piece.before(), from) || names(piece.after(), to))
            .toList();
    return !pieces.isEmpty()
        && !names(List.of(now), from, to)
        && pieces.stream().allMatch(piece -> isSame(piece, from, to));
  }

  private static boolean isSame(Piece piece, String from, String to) {
    String before = String.join("\n", piece.before());
    String after = String.join("\n", piece.after());
    String quoted = Matcher.quoteReplacement(from);
    return word(to).matcher(after).replaceAll(quoted).equals(before)
        || after.replaceAll(named(from, to), quoted).equals(before);
  }

  /** What the pieces that name it leave out may make it, too. */
  private boolean isMadeAlike(Part model, String before, String now, String from, String to) {
    String quoted = Matcher.quoteReplacement(from);
    String back = word(to).matcher(now.replaceAll(named(from, to), quoted)).replaceAll(quoted);
    Optional<String> was = made(model, before, from);
    return was.isPresent() && was.equals(made(model, back, from));
  }

  private Optional<String> made(Part model, String text, String column) {
    return Making.of(SqlText.withoutJinja(text, graph.parents(model)), column);
  }

  private static String named(String from, String to) {
    return "(?i)\\b" + Pattern.quote(from) + "\\s+as\\s+" + Pattern.quote(to) + "\\b";
  }

  private static boolean names(List<String> lines, String name) {
    return lines.stream().anyMatch(line -> word(name).matcher(line).find());
  }

  /** Whether the old name stands anywhere but where it gets the new one. */
  private static boolean names(List<String> texts, String from, String to) {
    return names(texts.stream().map(text -> text.replaceAll(named(from, to), "")).toList(), from);
  }

  /** Said without {@code as}, the name might be another column of what the model reads. */
  private boolean isOfItself(Part model, String now, String name) {
    boolean bare =
        Pattern.compile("(?i)(?<!\\bas\\s{1,20})(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
            .matcher(now)
            .find();
    return !bare
        || graph.parents(model).stream()
            .noneMatch(
                parent -> witness.knownColumns(parent).stream().anyMatch(name::equalsIgnoreCase));
  }

  private static Pattern word(String name) {
    return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])");
  }

  private Optional<String> text(String path) {
    Optional<Path> file = Below.of(project, path).filter(Files::isRegularFile);
    try {
      return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
