package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
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
 * What a commit took while the rest of the project still asks for it: a model's file, a variable;
 * or the value that dbt took, in the place of one that it refuses.
 */
final class TakenAway {
  private static final Pattern NO_MODEL =
      Pattern.compile("depends on a node named '(\\w+)' which was not found");
  private static final Pattern NO_VARIABLE = Pattern.compile("Required var '(\\w+)' not found");

  /** What Jinja makes of a variable that nobody set. */
  private static final Pattern NOTHING = Pattern.compile("'NoneType' object|'None' has no attr");

  /** Without a word on what it is else. */
  private static final Pattern READ = Pattern.compile("\\bvar\\(\\s*['\"](\\w+)['\"]\\s*\\)");

  private static final Pattern SETTING =
      Pattern.compile(
          "(\\s*(?:- +)?['\"]?[\\w+-]+['\"]?\\s*:)\\s*([^\\s#'\"{\\[]+|'[^']*'|\"[^\"]*\")\\s*");

  private final Recent recent;
  private final Inventory now;

  TakenAway(Recent recent) {
    this.recent = recent;
    this.now = recent.now();
  }

  /** {@code files} are those that dbt's message is about, where it names any. */
  Optional<ProvenEdit> of(String message, List<String> files) {
    Matcher model = NO_MODEL.matcher(message);
    if (model.find()) {
      return model(model.group(1));
    }
    Matcher variable = NO_VARIABLE.matcher(message);
    if (variable.find()) {
      return variable(Set.of(variable.group(1)));
    }
    return NOTHING.matcher(message).find() ? variable(readAnywhere()) : value(message, files);
  }

  /** Whoever came to read it since may have meant what came in its place. */
  private Optional<ProvenEdit> model(String name) {
    List<Earlier> gone =
        recent.lately().files().stream()
            .filter(file -> file.path().matches("(?:.*/)?" + Pattern.quote(name) + "\\.(sql|py)"))
            .filter(file -> file.text() != null && now.text(file.path()).isEmpty())
            .filter(file -> !recent.alike().containsKey(file.path()))
            .toList();
    List<String> readers =
        now.own().entrySet().stream()
            .filter(file -> Role.MODEL.isIn(file.getValue(), name))
            .map(Map.Entry::getKey)
            .toList();
    boolean readIt =
        readers.stream()
            .filter(recent.changed()::contains)
            .allMatch(file -> Role.MODEL.isIn(recent.before(file).orElse(""), name));
    if (gone.size() != 1 || readers.isEmpty() || !readIt || now.models().containsKey(name)) {
      return Optional.empty();
    }
    List<String> also = tookToo(gone.get(0).path(), name);
    if (!also.isEmpty()) {
      return Optional.of(
          edit(
              gone.get(0),
              List.of(),
              "the commit that took "
                  + name
                  + " took what "
                  + Say.list(also)
                  + " said of it too: whether all of that is to come back is for a person to say"));
    }
    String says = "is there again, as before the commit that took it: ";
    return Optional.of(
        edit(
            gone.get(0),
            Pieces.between(gone.get(0).text(), ""),
            says + Say.list(readers) + (readers.size() == 1 ? " reads" : " read") + " it still"));
  }

  /** Other files that named it where they do no more: its properties, its settings, a reader. */
  private List<String> tookToo(String file, String name) {
    return recent.lately().files().stream()
        .filter(other -> other.text() != null && !other.path().equals(file))
        .filter(other -> other.path().matches(".*\\.(sql|py|ya?ml)"))
        .filter(
            other ->
                Pieces.between(other.text(), textNow(other.path())).stream()
                    .anyMatch(
                        piece ->
                            isNamed(name, String.join("\n", piece.before()))
                                && !isNamed(name, String.join("\n", piece.after()))))
        .map(Earlier::path)
        .toList();
  }

  private String textNow(String path) {
    return now.text(recent.alike().getOrDefault(path, path)).orElse("");
  }

  private Set<String> readAnywhere() {
    Set<String> read = new TreeSet<>();
    for (String text : now.own().values()) {
      READ.matcher(text).results().forEach(var -> read.add(var.group(1)));
    }
    return read;
  }

  /** The one variable that is read and was taken, where its piece of the settings holds no more. */
  private Optional<ProvenEdit> variable(Set<String> read) {
    Optional<Earlier> settings =
        recent.lately().file(Inventory.PROJECT).filter(file -> file.text() != null);
    Optional<String> text = now.text(Inventory.PROJECT);
    if (settings.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    Set<String> taken = new TreeSet<>(Contents.variables(settings.get().text()));
    taken.removeAll(now.variables());
    taken.retainAll(read);
    if (taken.size() != 1) {
      return Optional.empty();
    }
    String name = taken.iterator().next();
    List<ProvenEdit> edits = new ArrayList<>();
    for (Piece piece : Pieces.between(settings.get().text(), text.get())) {
      Edited back = Pieces.undone(text.get(), List.of(piece));
      if (back.changed() && bringsBack(name, text.get(), back.text())) {
        edits.add(
            edit(
                settings.get(),
                List.of(piece),
                "sets the variable " + name + " again, which is still read, as before the commit"));
      }
    }
    return edits.size() == 1 ? Optional.of(edits.get(0)) : Optional.empty();
  }

  private static boolean bringsBack(String name, String text, String back) {
    Set<String> more = new TreeSet<>(Contents.variables(back));
    more.removeAll(Contents.variables(text));
    return more.equals(Set.of(name))
        && Contents.without("vars", text).equals(Contents.without("vars", back));
  }

  /** The message names both the key and what it says now; what it said before dbt has taken. */
  private Optional<ProvenEdit> value(String message, List<String> files) {
    List<ProvenEdit> edits = new ArrayList<>();
    for (String path : files.isEmpty() ? recent.changed() : files) {
      Optional<Earlier> file = recent.lately().file(path).filter(it -> it.text() != null);
      Optional<String> text = now.text(path).filter(it -> path.matches(".*\\.ya?ml"));
      if (file.isPresent() && text.isPresent()) {
        Pieces.between(file.get().text(), text.get()).stream()
            .filter(piece -> isRefused(piece, message))
            .forEach(
                piece ->
                    edits.add(
                        edit(
                            file.get(),
                            List.of(piece),
                            "has the value again that dbt took before the commit")));
      }
    }
    return edits.size() == 1 ? Optional.of(edits.get(0)) : Optional.empty();
  }

  private static boolean isRefused(Piece piece, String message) {
    if (piece.before().size() != 1 || piece.after().size() != 1) {
      return false;
    }
    Matcher was = SETTING.matcher(piece.before().get(0));
    Matcher is = SETTING.matcher(piece.after().get(0));
    return was.matches()
        && is.matches()
        && was.group(1).equals(is.group(1))
        && isNamed(is.group(1).replaceAll("[\\s'\":-]", ""), message)
        && isNamed(is.group(2).replaceAll("['\"]", ""), message);
  }

  private static boolean isNamed(String word, String message) {
    return Pattern.compile("(?<![\\w.])" + Pattern.quote(word) + "(?![\\w.]*\\w)")
        .matcher(message)
        .find();
  }

  private static ProvenEdit edit(Earlier file, List<Piece> pieces, String says) {
    return new ProvenEdit(file.path(), file.by() == null ? "" : file.by().commit(), pieces, says);
  }
}
