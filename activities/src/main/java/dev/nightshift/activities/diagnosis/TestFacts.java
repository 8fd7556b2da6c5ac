package dev.nightshift.activities.diagnosis;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.nightshift.activities.diagnosis.JoinFacts.Absent;
import dev.nightshift.activities.diagnosis.JoinFacts.JoinLook;
import dev.nightshift.activities.diagnosis.JoinFacts.Unmatched;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is known of a failing data test, and of the rows that it found. */
final class TestFacts {
  private TestFacts() {}

  /**
   * A failing data test. {@code kind} is the generic test's name, empty for a singular one; {@code
   * hops} lead from the tested relation up to the source, each with its own count of what is wrong.
   * {@code sources} are those that what it asks about is made of, and {@code adding} is the edit
   * that takes the one unexpected value into the list, where it is known which list that is; {@code
   * addedTo} is whether something above keeps the rows of earlier runs.
   */
  record TestLook(
      String kind,
      String node,
      String relation,
      List<String> columns,
      boolean narrowed,
      long failures,
      List<ValueCount> values,
      boolean moreValues,
      long rows,
      String query,
      List<Hop> hops,
      Duplicates duplicates,
      List<JoinLook> joins,
      List<String> sources,
      Unmatched unmatched,
      Appending appending,
      Absent absent,
      DocumentedChange adding,
      Respelt respelt,
      boolean addedTo) {
    TestLook {
      kind = requireNonNullElse(kind, "");
      node = requireNonNullElse(node, "");
      relation = requireNonNullElse(relation, "");
      columns = columns == null ? List.of() : List.copyOf(columns);
      values = values == null ? List.of() : List.copyOf(values);
      query = requireNonNullElse(query, "");
      hops = hops == null ? List.of() : List.copyOf(hops);
      joins = joins == null ? List.of() : List.copyOf(joins);
      sources = sources == null ? List.of() : List.copyOf(sources);
    }

    /** From the source down, the first hop that is worse than the one above it. */
    @JsonIgnore
    Optional<Integer> breaksAt() {
      return breaksAt(hops);
    }

    static Optional<Integer> breaksAt(List<Hop> hops) {
      for (int i = hops.size() - 2; i >= 0; i--) {
        if (hops.get(i).bad() > hops.get(i + 1).bad()) {
          return Optional.of(i);
        }
      }
      return Optional.empty();
    }

    @JsonIgnore
    String column() {
      return String.join("+", columns);
    }

    /**
     * All that the test found is there already, and on the whole way from there: what goes on the
     * way and comes again is not the same. Of keys that occur twice a part may only be left behind
     * where they are copies; else those that are found below may be others.
     */
    boolean begins(Hop at) {
      boolean carried = !kind.equals("not_null") || at.plain();
      List<Hop> way = hops.subList(0, hops.indexOf(at) + 1);
      boolean kept = way.stream().allMatch(hop -> hop.bad() >= hops.get(0).bad());
      return carried && at.bad() > 0 && kept && (!kind.equals("unique") || onlyCopiesGo(way));
    }

    private boolean onlyCopiesGo(List<Hop> way) {
      boolean copies = duplicates != null && duplicates.onlyLoadMetadata();
      return copies
          || IntStream.range(1, way.size()).allMatch(i -> way.get(i - 1).bad() >= way.get(i).bad());
    }

    /** The source's own count, where the columns were followed that far. */
    @JsonIgnore
    Optional<Hop> source() {
      return hops.stream().filter(Hop::source).findFirst();
    }
  }

  /**
   * The model where a key stops being unique only ever appends to its table. {@code rows} are those
   * that share a key there, {@code joins} is how many its text has, and {@code obstacle} what else
   * there may have made them.
   */
  record Appending(String model, String file, Duplicates rows, int joins, String obstacle) {
    Appending {
      obstacle = requireNonNullElse(obstacle, "");
    }

    /** Which of the rows that share a key stays makes no difference. */
    @JsonIgnore
    boolean same() {
      return rows != null && rows.onlyLoadMetadata();
    }
  }

  /**
   * All that the source delivers outside of a list is in it, but for {@code blanks} around, or for
   * capitals as well.
   */
  record Respelt(boolean blanks, String query) {}

  record ValueCount(String value, long count) {}

  /** {@code bad} counts keys that occur twice, nulls, or orphans, in {@code badRows} rows. */
  record Hop(
      String node,
      String relation,
      List<String> columns,
      boolean source,
      boolean plain,
      long bad,
      long badRows,
      long rows,
      String query) {
    Hop {
      columns = columns == null ? List.of() : List.copyOf(columns);
    }

    @JsonIgnore
    String subject() {
      return node + "." + String.join("+", columns);
    }
  }

  /** What the rows that share a key have in common, and when they were loaded. */
  record Duplicates(
      List<String> same,
      List<String> different,
      boolean onlyLoadMetadata,
      String firstLoaded,
      String lastLoaded,
      String query) {
    Duplicates {
      same = same == null ? List.of() : List.copyOf(same);
      different = different == null ? List.of() : List.copyOf(different);
      firstLoaded = requireNonNullElse(firstLoaded, "");
      lastLoaded = requireNonNullElse(lastLoaded, "");
    }
  }
}
