package dev.nightshift.activities.diagnosis;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.nightshift.activities.artifacts.Streak;
import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Since;
import dev.nightshift.activities.diagnosis.CodeFacts.CodeLook;
import dev.nightshift.activities.diagnosis.CodeFacts.Renaming;
import dev.nightshift.activities.diagnosis.CodeFacts.Stop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a failed run, gathered once; rules see nothing else. No rows stand here: only
 * counts, and the distinct values of a column under test. {@code since} is of all to which none of
 * their own is known.
 */
record Facts(
    String project,
    String adapter,
    String dbtVersion,
    List<FailedNode> failed,
    List<Entry> entries,
    List<String> notes,
    List<Stop> stopped,
    Since since,
    List<Streak> streaks) {
  Facts {
    project = requireNonNullElse(project, "");
    adapter = requireNonNullElse(adapter, "");
    dbtVersion = requireNonNullElse(dbtVersion, "");
    failed = failed == null ? List.of() : List.copyOf(failed);
    entries = entries == null ? List.of() : List.copyOf(entries);
    notes = notes == null ? List.of() : List.copyOf(notes);
    stopped = stopped == null ? List.of() : List.copyOf(stopped);
    since = requireNonNullElse(since, Since.UNKNOWN);
    streaks = streaks == null ? List.of() : List.copyOf(streaks);
  }

  @JsonIgnore
  Entries knowledge() {
    return new Entries(entries);
  }

  /** What earlier runs tell of a node, where it failed in the last of them that ran it. */
  Optional<Streak> failedBefore(FailedNode node) {
    return streaks.stream()
        .filter(streak -> streak.node().equals(node.id()) && streak.unbroken() > 0)
        .findFirst();
  }

  /** What came into the project since the node passed last. */
  Since since(FailedNode node) {
    return requireNonNullElse(node.since(), since);
  }

  /** It passed, and nothing that came into the project since makes a difference to it. */
  boolean unchanged(FailedNode node) {
    Since since = since(node);
    boolean all = !since.cut() && since.unasked().isEmpty();
    return since.known() && since.byRun() && all && node.unchanged();
  }

  /** When these passed last, as a sentence has it: where they differ, of each by its name. */
  String passedAt(List<FailedNode> nodes) {
    List<String> times = nodes.stream().map(node -> since(node).at()).distinct().toList();
    return times.size() == 1
        ? "at " + times.get(0)
        : Say.list(
            nodes.stream().map(node -> node.name() + " (at " + since(node).at() + ")").toList());
  }

  Optional<FailedNode> node(String id) {
    return failed.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /**
   * One failing node; of the looks only those are there that its trouble asks for. {@code said} are
   * the messages that pages are for and its own is, which stands here without values.
   */
  record FailedNode(
      String id,
      String type,
      String name,
      String path,
      String message,
      Trouble trouble,
      List<String> about,
      MissingColumn missingColumn,
      TestLook test,
      List<BadCast> badCasts,
      CodeLook code,
      LateLook late,
      List<ChangeLook> changes,
      Since since,
      List<String> said) {
    FailedNode {
      id = requireNonNullElse(id, "");
      type = requireNonNullElse(type, "");
      name = requireNonNullElse(name, "");
      path = requireNonNullElse(path, "");
      message = requireNonNullElse(message, "");
      trouble = trouble == null ? new Trouble(Trouble.Kind.OTHER, "", "", 0) : trouble;
      about = about == null ? List.of() : List.copyOf(about);
      badCasts = badCasts == null ? List.of() : List.copyOf(badCasts);
      changes = changes == null ? List.of() : List.copyOf(changes);
      said = said == null ? List.of() : List.copyOf(said);
    }

    /** Of which no page was asked. */
    FailedNode(
        String id,
        String type,
        String name,
        String path,
        String message,
        Trouble trouble,
        List<String> about,
        MissingColumn missingColumn,
        TestLook test,
        List<BadCast> badCasts,
        CodeLook code,
        LateLook late,
        List<ChangeLook> changes,
        Since since) {
      this(
          id,
          type,
          name,
          path,
          message,
          trouble,
          about,
          missingColumn,
          test,
          badCasts,
          code,
          late,
          changes,
          since,
          null);
    }

    FailedNode saying(List<String> messages) {
      return new FailedNode(
          id,
          type,
          name,
          path,
          message,
          trouble,
          about,
          missingColumn,
          test,
          badCasts,
          code,
          late,
          changes,
          since,
          messages);
    }

    /** Nothing that came into the project makes a difference to it. */
    @JsonIgnore
    boolean unchanged() {
      return changes.stream().allMatch(change -> change.without() == ChangeFacts.Ends.FAILS);
    }

    boolean is(Trouble.Kind kind) {
      return trouble.kind() == kind;
    }
  }

  /**
   * A column that a query asked for in vain, and the sources that should have it; {@code behind} is
   * there where an incremental model's table is what lacks it, {@code renaming} where a model above
   * gives it by another name.
   */
  record MissingColumn(String column, List<Suspect> suspects, Behind behind, Renaming renaming) {
    MissingColumn {
      column = requireNonNullElse(column, "");
      suspects = suspects == null ? List.of() : List.copyOf(suspects);
      renaming = requireNonNullElse(renaming, Renaming.NONE);
    }
  }

  /**
   * An incremental model whose text has a column that its table lacks. {@code setting} is its
   * {@code on_schema_change}, {@code left} the columns that only the table has, {@code retyped}
   * those that would change their type, as far as dbt says so; {@code commit} gave the model's own
   * text all that its table lacks.
   */
  record Behind(
      String model,
      String relation,
      String file,
      String setting,
      List<String> left,
      String retyped,
      String commit) {
    Behind {
      setting = requireNonNullElse(setting, "");
      left = left == null ? List.of() : List.copyOf(left);
      retyped = requireNonNullElse(retyped, "");
      commit = requireNonNullElse(commit, "");
    }
  }

  /**
   * A source whose relation lacks the column now. {@code builtIn} is a relation that was once built
   * with it, {@code type} the type it has there; {@code readers} are the nodes that read it and
   * {@code files} theirs.
   */
  record Suspect(
      String source,
      String relation,
      String column,
      boolean documented,
      String builtIn,
      String type,
      List<String> readers,
      List<String> files,
      List<Candidate> candidates) {
    Suspect {
      builtIn = requireNonNullElse(builtIn, "");
      type = requireNonNullElse(type, "");
      readers = readers == null ? List.of() : List.copyOf(readers);
      files = files == null ? List.of() : List.copyOf(files);
      candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }

    /** Somebody counted on it before tonight: it is not a slip of the pen in our code. */
    @JsonIgnore
    boolean expected() {
      return documented || !builtIn.isEmpty();
    }

    @JsonIgnore
    String subject() {
      return source + "." + column;
    }
  }

  /** A column of the relation that nobody documented and no code reads. */
  record Candidate(
      String name, String type, boolean sameType, boolean akin, Comparison comparison) {}

  /**
   * Old values, in a relation that was built before, against the candidate's: by a key, or (with no
   * key to join by) the old distinct values that are found again.
   */
  record Comparison(
      String table, String key, long compared, long same, long distinct, String query) {
    Comparison {
      table = requireNonNullElse(table, "");
      key = requireNonNullElse(key, "");
      query = requireNonNullElse(query, "");
    }
  }

  /**
   * A column of a source whose values do not fit the type that {@code reader} casts it to or, when
   * {@code retyped}, the type that a relation below still holds it in, or was made with: then
   * {@code before} is what that relation holds against what would come of the values now, and
   * {@code files} are those of the models above the failing one that read the source. Where no
   * relation tells, {@code reader} is empty and the type is the one that fits the values best.
   * {@code apart} is whether numbers that do not fit may stand for something else.
   */
  record BadCast(
      String source,
      String relation,
      String column,
      String type,
      String castTo,
      String reader,
      boolean retyped,
      long bad,
      long rows,
      String query,
      List<String> files,
      Comparison before,
      boolean apart) {
    BadCast {
      files = files == null ? List.of() : List.copyOf(files);
    }

    @JsonIgnore
    String subject() {
      return source + "." + column;
    }
  }

  /**
   * A source whose newest rows are older than the limit from which dbt calls it an error. {@code
   * group} is the loader that it shares with {@code others}, of which {@code lateOthers} are late,
   * and {@code words} how a person says it.
   */
  record LateLook(
      String source,
      String relation,
      String newest,
      String asked,
      long ageSeconds,
      long limitSeconds,
      String filter,
      String group,
      String words,
      int others,
      List<String> lateOthers) {
    LateLook {
      source = requireNonNullElse(source, "");
      relation = requireNonNullElse(relation, "");
      newest = requireNonNullElse(newest, "");
      asked = requireNonNullElse(asked, "");
      filter = requireNonNullElse(filter, "");
      group = requireNonNullElse(group, "");
      words = requireNonNullElse(words, "");
      lateOthers = lateOthers == null ? List.of() : List.copyOf(lateOthers);
    }

    /** Whether nothing of the loader came in time. */
    @JsonIgnore
    boolean all() {
      return others > 0 && lateOthers.size() == others;
    }
  }
}
