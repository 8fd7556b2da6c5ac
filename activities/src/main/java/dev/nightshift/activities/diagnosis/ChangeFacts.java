package dev.nightshift.activities.diagnosis;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Came;
import dev.nightshift.activities.git.Histories.Earlier;
import java.util.List;

/** What is known of the project's own changes since it last ran well. */
final class ChangeFacts {
  private ChangeFacts() {}

  /**
   * Whether an earlier state is known, since when, by a run or by the commits, and what changed;
   * {@code cut} where more did than could be looked through. {@code unasked} are files of the node
   * and of what it is made of that were not tried as they were.
   */
  record Since(
      boolean known,
      boolean byRun,
      String at,
      List<String> files,
      boolean cut,
      List<String> unasked) {
    static final Since UNKNOWN = new Since(false, false, "", List.of(), false, List.of());

    Since {
      at = requireNonNullElse(at, "");
      files = files == null ? List.of() : List.copyOf(files);
      unasked = unasked == null ? List.of() : List.copyOf(unasked);
    }

    Since without(List<String> changed) {
      return new Since(known, byRun, at, files, cut, changed);
    }
  }

  /** Whether a node fails: with a change undone, or as it is. */
  enum Ends {
    PASSES,
    FAILS,
    UNKNOWN
  }

  /**
   * A file that changed, of the failing node or one above it. {@code without} is how the failing
   * node ends with the file as it was, {@code query} what was asked. {@code callers} are the files
   * that call a macro, {@code doubled} is a key that stands twice since then, and {@code proven}
   * says it once. {@code commits} are all that touched it, the newest first, and {@code more} did
   * before them.
   */
  record ChangeLook(
      String node,
      String file,
      String commit,
      String subject,
      String author,
      boolean isNew,
      Ends without,
      String query,
      List<PieceLook> pieces,
      List<String> callers,
      String doubled,
      ProvenEdit proven,
      List<String> commits,
      int more) {
    ChangeLook {
      node = requireNonNullElse(node, "");
      file = requireNonNullElse(file, "");
      commit = requireNonNullElse(commit, "");
      subject = requireNonNullElse(subject, "");
      author = requireNonNullElse(author, "");
      without = requireNonNullElse(without, Ends.UNKNOWN);
      query = requireNonNullElse(query, "");
      pieces = pieces == null ? List.of() : List.copyOf(pieces);
      callers = callers == null ? List.of() : List.copyOf(callers);
      doubled = requireNonNullElse(doubled, "");
      proven = requireNonNullElse(proven, ProvenEdit.NONE);
      commits = commits == null ? List.of() : List.copyOf(commits);
    }

    static ChangeLook of(
        String node,
        Earlier earlier,
        boolean isNew,
        Ends without,
        String query,
        List<PieceLook> pieces) {
      Came by = requireNonNullElse(earlier.by(), new Came("", "", "", null));
      return new ChangeLook(
          node,
          earlier.path(),
          by.commit(),
          by.subject(),
          by.author(),
          isNew,
          without,
          query,
          pieces,
          List.of(),
          "",
          null,
          earlier.commits().stream().map(ChangeLook::told).toList(),
          earlier.more());
    }

    private static String told(Came came) {
      return came.commit() + " (" + came.subject() + ", by " + came.author() + ")";
    }

    /** How many commits touched it. */
    @JsonIgnore
    int touches() {
      return commits.size() + more;
    }

    /** With the files of the nodes on the way that call it. */
    ChangeLook calledBy(List<String> files) {
      return new ChangeLook(
          node, file, commit, subject, author, isNew, without, query, pieces, files, doubled,
          proven, commits, more);
    }

    /** With the key that stands in it twice. */
    ChangeLook saying(String key, ProvenEdit once) {
      return new ChangeLook(
          node, file, commit, subject, author, isNew, without, query, pieces, callers, key, once,
          commits, more);
    }

    /** What defines the node itself was edited, and no question tells what that does. */
    @JsonIgnore
    boolean redefines(String failing) {
      return node.equals(failing) && !isNew && without == Ends.UNKNOWN;
    }

    /** A source is read from another place. */
    @JsonIgnore
    boolean moves() {
      return node.startsWith("source.");
    }

    /** The failure is this change's doing: undone, it is gone. */
    @JsonIgnore
    boolean explains() {
      return without == Ends.PASSES;
    }
  }

  /** One piece of a change, how the node ends without it, and why it is not to be undone. */
  record PieceLook(Piece piece, Ends without, String doubt) {
    PieceLook {
      without = requireNonNullElse(without, Ends.UNKNOWN);
      doubt = requireNonNullElse(doubt, "");
    }
  }
}
