package dev.nightshift.activities.diagnosis;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of the project's text where it went wrong. */
final class CodeFacts {
  /** A column, in brackets or cast too. */
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?i)(?:\\(|(?:try_|safe_)?cast\\()*(?:[\\w$\"`]+\\s*\\.\\s*)*[\"`]?([\\w$]+)[\"`]?"
              + "(?:\\s*\\)|\\s+as\\s+\\w+(?:\\([\\d, ]*\\))?|\\s*::\\s*\\w+)*");

  private CodeFacts() {}

  /**
   * Where in the code it went wrong, and existing names that are close to the wrong one. {@code
   * stop} is the word at which the parser stopped, {@code slip} what is wrong with the text there,
   * {@code divisor} the one thing that it divides by and that may be zero, {@code zeros} in how
   * many rows it is: null where that could not be asked, {@code moved} where the table of a missing
   * source is now: null where nothing tells.
   */
  record CodeLook(
      String file,
      int line,
      String text,
      List<String> near,
      String missingSource,
      String stop,
      String slip,
      Misspelt misspelt,
      WrongName wrong,
      String divisor,
      Long zeros,
      WhoseColumn whose,
      ProvenEdit proven,
      MovedTable moved) {
    CodeLook {
      file = requireNonNullElse(file, "");
      text = requireNonNullElse(text, "");
      near = near == null ? List.of() : List.copyOf(near);
      missingSource = requireNonNullElse(missingSource, "");
      stop = requireNonNullElse(stop, "");
      slip = requireNonNullElse(slip, "");
      misspelt = misspelt == null ? new Misspelt("", "", "", "") : misspelt;
      wrong = wrong == null ? WrongName.NONE : wrong;
      divisor = requireNonNullElse(divisor, "");
      whose = requireNonNullElse(whose, WhoseColumn.UNASKED);
      proven = requireNonNullElse(proven, ProvenEdit.NONE);
    }

    @JsonIgnore
    boolean dividesByColumn() {
      return column(divisor).isPresent();
    }
  }

  /** The edit by which a source reads its table where it is now, and how many columns show it. */
  record MovedTable(DocumentedChange edit, int columns, String query) {}

  /** The name of the column that this is, as it is. */
  static Optional<String> column(String divisor) {
    Matcher column = COLUMN.matcher(divisor);
    return column.matches() ? Optional.of(column.group(1)) : Optional.empty();
  }

  /**
   * The one column that a wrong name was meant to be, the relation or query that has it, and the
   * offsets of the wrong name in the file; or the {@code doubt} that forbids to say so.
   */
  record Misspelt(String meant, String scope, String places, String doubt) {
    Misspelt {
      meant = requireNonNullElse(meant, "");
      scope = requireNonNullElse(scope, "");
      places = requireNonNullElse(places, "");
      doubt = requireNonNullElse(doubt, "");
    }
  }

  /**
   * A name that dbt looked for in vain, in its {@code role}; the one that was {@code meant}, empty
   * where that is not sure, and {@code why} it is. {@code files} are all that use it, {@code
   * definedIn} makes the one that was meant, where that is a model. {@code versions} are those that
   * a model has, where one is looked for that it has not. {@code also} are names of that role that
   * dbt would look for next, each with the one that was meant; {@code query} is what showed that
   * the one can be read in the other's place.
   */
  record WrongName(
      String role,
      String name,
      String meant,
      String why,
      List<String> files,
      String definedIn,
      List<String> versions,
      Map<String, String> also,
      String query) {
    static final WrongName NONE = new WrongName("", "", "", "", null, "");

    WrongName {
      role = requireNonNullElse(role, "");
      name = requireNonNullElse(name, "");
      meant = requireNonNullElse(meant, "");
      why = requireNonNullElse(why, "");
      definedIn = requireNonNullElse(definedIn, "");
      files = files == null ? List.of() : List.copyOf(files);
      versions = versions == null ? List.of() : List.copyOf(versions);
      also = also == null ? Map.of() : new TreeMap<>(also);
      query = requireNonNullElse(query, "");
    }

    WrongName(
        String role, String name, String meant, String why, List<String> files, String definedIn) {
      this(role, name, meant, why, files, definedIn, null, null, null);
    }

    @JsonIgnore
    boolean decided() {
      return !meant.isEmpty();
    }
  }

  /**
   * Pieces of a file that a commit brought and that are proven to be the error: what is to stand in
   * their place is their {@code before}; {@code says} is what that does, as the end of a sentence,
   * or why no piece is proven.
   */
  record ProvenEdit(String file, String commit, List<Piece> pieces, String says) {
    static final ProvenEdit NONE = new ProvenEdit("", "", null, "");

    ProvenEdit {
      file = requireNonNullElse(file, "");
      commit = requireNonNullElse(commit, "");
      pieces = pieces == null ? List.of() : List.copyOf(pieces);
      says = requireNonNullElse(says, "");
    }

    /** Nothing is to be edited, though something looks like it: {@code why} says so. */
    static ProvenEdit no(String why) {
      return new ProvenEdit("", "", null, why);
    }

    @JsonIgnore
    boolean decided() {
      return !pieces.isEmpty();
    }

    /** Why nothing is to be edited, whatever stood there before; empty where nothing tells. */
    @JsonIgnore
    String refusal() {
      return decided() ? "" : says;
    }

    /** What a fixer needs of it. */
    @JsonIgnore
    Map<String, String> details() {
      return decided()
          ? Map.of("file", file, "commit", commit, "pieces", Pieces.written(pieces), "says", says)
          : Map.of();
    }
  }

  /**
   * A column that a model gives by the name {@code to} since a commit, and that is to the letter
   * what it gave as {@code from}.
   */
  record Renaming(String node, String model, String relation, String file, String from, String to) {
    static final Renaming NONE = new Renaming("", "", "", "", "", "");

    Renaming {
      node = requireNonNullElse(node, "");
      model = requireNonNullElse(model, "");
      relation = requireNonNullElse(relation, "");
      file = requireNonNullElse(file, "");
      from = requireNonNullElse(from, "");
      to = requireNonNullElse(to, "");
    }
  }

  /**
   * What stopped dbt before it ran a node: its kind, as dbt names it, the project's file, empty
   * where none is named or it is not there, and the line's text. {@code files} are all that may be
   * to blame, that one first; {@code recent} is whether the newest commit changed it. {@code
   * deprecated} is the form that dbt gave up, as its event tells, where its guide documents
   * another, and {@code outdated} the files that have it.
   */
  record Stop(
      String code,
      String message,
      Trouble trouble,
      String file,
      int line,
      String text,
      List<String> files,
      boolean recent,
      WrongName wrong,
      ProvenEdit proven,
      String deprecated,
      List<String> outdated) {
    Stop {
      code = requireNonNullElse(code, "");
      message = requireNonNullElse(message, "");
      trouble = trouble == null ? new Trouble(Trouble.Kind.OTHER, "", "", 0) : trouble;
      file = requireNonNullElse(file, "");
      text = requireNonNullElse(text, "");
      files = files == null ? List.of() : List.copyOf(files);
      wrong = wrong == null ? WrongName.NONE : wrong;
      proven = requireNonNullElse(proven, ProvenEdit.NONE);
      deprecated = requireNonNullElse(deprecated, "");
      outdated = outdated == null ? List.of() : List.copyOf(outdated);
    }
  }
}
