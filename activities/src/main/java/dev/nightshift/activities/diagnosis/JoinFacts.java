package dev.nightshift.activities.diagnosis;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/** What is known of the joins of a model in which a key stops being unique. */
final class JoinFacts {
  private JoinFacts() {}

  /**
   * A join in the model where a key stops being unique: how many keys of the joined relation occur
   * more than once, and whether a test claims that none does. {@code instead} is there where that
   * is looked for, {@code source} where the keys come from a source as they are.
   */
  record JoinLook(
      String node,
      String relation,
      List<String> columns,
      long repeated,
      boolean declaredUnique,
      String query,
      Instead instead,
      String source) {
    JoinLook {
      columns = columns == null ? List.of() : List.copyOf(columns);
      query = requireNonNullElse(query, "");
      source = requireNonNullElse(source, "");
    }

    /** It matches several rows, by columns that nobody claims to be a key. */
    @JsonIgnore
    boolean guilty() {
      return repeated > 0 && !declaredUnique;
    }
  }

  /**
   * What could be joined in a relation's place. {@code file} holds the model's text, {@code how} is
   * the join as it is written there; {@code obstacle} says why the text cannot be followed, and
   * then nobody was compared. {@code left} are models that were not looked at for their number.
   * {@code alike} is there where the text was followed.
   */
  record Instead(
      String file, String how, String obstacle, List<StandIn> standIns, int left, Alike alike) {
    Instead {
      file = requireNonNullElse(file, "");
      how = requireNonNullElse(how, "");
      obstacle = requireNonNullElse(obstacle, "");
      standIns = standIns == null ? List.of() : List.copyOf(standIns);
    }

    @JsonIgnore
    boolean keepsLeft() {
      return how.startsWith("left");
    }
  }

  /**
   * The columns that are read of the joined relation, those of the join first (none where one has a
   * single value, which says nothing, or where some of the rows may be copies), and for how many of
   * the keys that occur more than once its rows differ in them. {@code copies} is whether these
   * rows came more than once and are the same in all that their source delivers.
   */
  record Alike(List<String> columns, long differing, boolean copies, String query) {
    Alike {
      columns = columns == null ? List.of() : List.copyOf(columns);
      query = requireNonNullElse(query, "");
    }
  }

  /**
   * A model that has the columns of the join, compared with the joined relation by them. {@code
   * lacking} are columns that the text reads and it has not, {@code ambiguous} those it would bring
   * that the text names without saying whose they are. {@code missing} rows of the joined relation
   * have a key that it has not, {@code extra} keys are its alone, {@code extraTold} of these with
   * more than nulls; {@code compared} keys occur once in both.
   */
  record StandIn(
      String node,
      String relation,
      List<String> lacking,
      List<String> ambiguous,
      long keys,
      long repeated,
      String uniqueQuery,
      boolean asked,
      long missing,
      long extra,
      long extraTold,
      long compared,
      List<SameColumn> columns,
      String query) {
    StandIn {
      lacking = lacking == null ? List.of() : List.copyOf(lacking);
      ambiguous = ambiguous == null ? List.of() : List.copyOf(ambiguous);
      uniqueQuery = requireNonNullElse(uniqueQuery, "");
      columns = columns == null ? List.of() : List.copyOf(columns);
      query = requireNonNullElse(query, "");
    }
  }

  /**
   * A column that is read of the joined relation and the one that would be read instead: in how
   * many of the compared keys they are equal, and how many values there are.
   */
  record SameColumn(String column, String instead, long same, long distinct) {
    @JsonIgnore
    boolean renamed() {
      return !column.equalsIgnoreCase(instead);
    }
  }

  /**
   * Rows that a left join finds nothing for, by their one key: {@code withoutKey} have none, {@code
   * missing} one that is not in {@code right}, of which its source has {@code inSource}. {@code
   * nullsInSource} keys of the source of {@code left} are null, and {@code keyed} rows of {@code
   * left} have one at all. {@code keys} asks for the keys that are missing.
   */
  record Unmatched(
      String model,
      Side left,
      Side right,
      long withoutKey,
      long missing,
      long inSource,
      long nullsInSource,
      Respelt respelt,
      String query,
      long keyed,
      String keys) {
    Unmatched {
      query = requireNonNullElse(query, "");
      keys = requireNonNullElse(keys, "");
    }
  }

  /**
   * Keys that rows refer to and that {@code source} has not in {@code column}. {@code kept} of them
   * are still in {@code holder}, which was made of it before; {@code named} of them are referred to
   * by {@code referrer} as well, which is another source. {@code listed} asks for them; {@code
   * folded} of them are there, but for blanks around them and capitals.
   */
  record Absent(
      String source,
      String relation,
      String column,
      long keys,
      String holder,
      long kept,
      String referrer,
      long named,
      List<String> queries,
      String listed,
      long folded,
      String foldedQuery) {
    Absent {
      holder = requireNonNullElse(holder, "");
      referrer = requireNonNullElse(referrer, "");
      queries = queries == null ? List.of() : List.copyOf(queries);
      listed = requireNonNullElse(listed, "");
      foldedQuery = requireNonNullElse(foldedQuery, "");
    }

    Absent keptIn(String relation, long found, String query) {
      return new Absent(
          source,
          this.relation,
          column,
          keys,
          relation,
          found,
          referrer,
          named,
          with(query),
          listed,
          folded,
          foldedQuery);
    }

    Absent namedBy(String relation, long found, String query) {
      return new Absent(
          source,
          this.relation,
          column,
          keys,
          holder,
          kept,
          relation,
          found,
          with(query),
          listed,
          folded,
          foldedQuery);
    }

    private List<String> with(String query) {
      List<String> all = new ArrayList<>(queries);
      all.add(query);
      return all;
    }

    /** They are the same in another spelling, all of them. */
    @JsonIgnore
    boolean respelt() {
      return folded > 0 && folded == keys;
    }

    /** They were there once, or two that do not know each other would have made up the same. */
    @JsonIgnore
    boolean lost() {
      return isKept() || 2 * named > keys;
    }

    /** What was made of it before still has them. */
    @JsonIgnore
    boolean isKept() {
      return 2 * kept > keys;
    }

    @JsonIgnore
    String subject() {
      return source + "." + column;
    }
  }

  /**
   * One side of a join: the relation and its column, and where the key is carried from as it is:
   * {@code source} is empty where that is not told, {@code file} reads it there.
   */
  record Side(
      String node, String relation, String column, String source, String from, String file) {
    Side {
      source = requireNonNullElse(source, "");
      from = requireNonNullElse(from, "");
      file = requireNonNullElse(file, "");
    }

    @JsonIgnore
    String subject() {
      return source + "." + from;
    }
  }

  /**
   * All keys without a row find theirs when those of one side are read {@code through} an
   * expression, which leaves those that find theirs already as they are. {@code only} is whether
   * nothing else does that; {@code doubt} is why it may be wrong to do so all the same.
   */
  record Respelt(boolean left, String through, boolean only, String query, String doubt) {
    Respelt {
      doubt = requireNonNullElse(doubt, "");
    }
  }
}
