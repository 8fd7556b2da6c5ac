package dev.nightshift.activities.git;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came into a project since it was last known to run. */
public interface Histories {
  /**
   * The project's files that are not as they were when it last ran well. Where nobody knows when
   * that was, since the newest commits: those of one day.
   */
  Lately since(Workspace workspace, Span span);

  /**
   * The time in which something went wrong: after the run that last passed took its code, which is
   * when it began and not when it ended, and before the first that failed was over. {@code commit}
   * is what the good run ran, empty where nobody wrote it down; times are null where nobody did.
   */
  record Span(Instant green, String commit, Instant red) {
    public static final Span UNKNOWN = new Span(null, "", null);

    public Span {
      commit = requireNonNullElse(commit, "");
    }
  }

  /**
   * {@code known} is whether there is an earlier state at all: of a first commit nothing can be
   * said. {@code commits} are the newest first. {@code cut} is whether more changed than is told
   * here, {@code outside} what changed in the repository beside the project.
   */
  record Lately(
      boolean known, List<Came> commits, List<Earlier> files, boolean cut, List<String> outside) {
    public static final Lately UNKNOWN = new Lately(false, List.of(), List.of());

    public Lately {
      commits = List.copyOf(commits);
      files = List.copyOf(files);
      outside = List.copyOf(outside);
    }

    public Lately(boolean known, List<Came> commits, List<Earlier> files) {
      this(known, commits, files, false, List.of());
    }

    /** The file, by its path in the dbt project. */
    public Optional<Earlier> file(String path) {
      return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }
  }

  /** A commit, by the id that a person would write. */
  record Came(String commit, String subject, String author, Instant at) {}

  /**
   * A file as it was: {@code text} is null where it was not there, or is no text. {@code commits}
   * are the newest that touched it since, and {@code more} did before them.
   */
  record Earlier(String path, String text, boolean isNew, List<Came> commits, int more) {
    public Earlier {
      path = requireNonNullElse(path, "");
      commits = List.copyOf(commits);
    }

    /** Touched by one, or by nobody knows which. */
    public Earlier(String path, String text, boolean isNew, Came by) {
      this(path, text, isNew, by == null ? List.of() : List.of(by), 0);
    }

    /** The newest of the commits; null where none is known. */
    public Came by() {
      return commits.isEmpty() ? null : commits.get(0);
    }
  }
}
