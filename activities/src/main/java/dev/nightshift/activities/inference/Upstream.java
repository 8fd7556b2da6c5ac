package dev.nightshift.activities.inference;

import dev.nightshift.activities.query.QueryFacts;
import dev.nightshift.activities.query.QueryFacts.Beside;
import dev.nightshift.activities.query.QueryFacts.Made;
import dev.nightshift.activities.query.QueryFacts.Passed;
import dev.nightshift.activities.query.QueryFacts.Presence;
import dev.nightshift.activities.query.QueryFacts.Rows;
import dev.nightshift.activities.query.QueryFacts.Side;
import dev.nightshift.activities.query.QueryFacts.Source;
import java.util.Optional;
import java.util.Set;

/** Where a column's values come from, through models that nobody tests. */
final class Upstream {
  private static final int FAR = 4;

  private final Ground ground;
  private final String hidden;

  Upstream(Ground ground, String hidden) {
    this.ground = ground;
    this.hidden = hidden;
  }

  /**
   * A column of a resource: {@code whole} where it lacks no value on the way that it has there,
   * {@code kept} where each of its rows is at most one here.
   */
  record Place(String id, String column, boolean whole, boolean kept, int far) {}

  /** The nearest tested resource that has the values of a model's column. */
  Optional<Place> of(String id, String column) {
    return step(id, column, true, true, 1);
  }

  private Optional<Place> step(String id, String column, boolean whole, boolean kept, int far) {
    Optional<QueryFacts> facts =
        ground.models().containsKey(id) ? ground.query(id).facts() : Optional.empty();
    if (facts.isEmpty() || far > FAR) {
      return Optional.empty();
    }
    Optional<Made> made =
        facts.get().columns().stream().filter(one -> one.name().equals(column)).findFirst();
    Optional<Source> source = made.isPresent() ? made.map(Made::from) : passed(facts.get(), column);
    return source.flatMap(
        from ->
            ground
                .behind(from.relation())
                .filter(next -> !next.equals(hidden))
                .flatMap(
                    next -> {
                      boolean filled =
                          whole
                              && made.map(one -> one.presence() != Presence.MAYBE_NOT).orElse(true);
                      boolean same =
                          kept
                              && made.map(Made::exact).orElse(true)
                              && keeps(facts.get().rows(), from.relation());
                      Place place = new Place(next, from.column(), filled, same, far);
                      boolean untested = ground.checks(next).isEmpty();
                      return untested
                          ? step(next, from.column(), filled, same, far + 1)
                              .or(() -> Optional.of(place))
                          : Optional.of(place);
                    }));
  }

  private static Optional<Source> passed(QueryFacts facts, String column) {
    return facts.passed().size() == 1
        ? facts.passed().stream()
            .filter(one -> !one.without().contains(column))
            .map(Passed::relation)
            .map(relation -> new Source(relation, column))
            .findFirst()
        : Optional.empty();
  }

  /** Whether the query has each row of the relation at most once. */
  private boolean keeps(Rows rows, String relation) {
    return relation.equals(rows.relation())
        && !rows.several()
        && !rows.multiplied()
        && rows.beside().stream().allMatch(this::matchesOnce);
  }

  private boolean matchesOnce(Beside beside) {
    return beside.side() != Side.CROSS
        && (beside.once()
            || ground
                .behind(beside.relation())
                .filter(id -> ground.isUniqueBy(id, Set.copyOf(beside.columns()), hidden))
                .isPresent());
  }
}
