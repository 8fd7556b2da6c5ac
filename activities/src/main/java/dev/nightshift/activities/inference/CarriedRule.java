package dev.nightshift.activities.inference;

import dev.nightshift.activities.inference.Upstream.Place;
import java.util.List;
import java.util.Optional;

/** What is tested of the column whose values these are. */
final class CarriedRule implements Rule {
  @Override
  public void look(Subject subject, Findings findings) {
    Upstream upstream = new Upstream(subject.ground(), subject.model().id());
    for (String column : subject.names()) {
      upstream
          .of(subject.model().id(), column)
          .ifPresent(place -> carried(subject, column, place, findings));
    }
    combinations(subject, upstream, findings);
  }

  private static void carried(Subject subject, String column, Place place, Findings findings) {
    Ground ground = subject.ground();
    String from = "`" + place.column() + "` of `" + ground.referred(place.id()) + "`";
    List<Check> tests =
        ground.checks(place.id()).stream()
            .filter(check -> check.columns().equals(List.of(place.column())))
            .toList();
    boolean tested = !ground.checks(place.id()).isEmpty();
    said(Check.notNull(column), tests, tested, place.whole(), from, findings);
    said(Check.unique(column), tests, tested, place.kept(), from, findings);
    for (Check check : tests) {
      if (check.kind() == Kind.ACCEPTED_VALUES || check.kind() == Kind.RELATIONSHIPS) {
        findings.add(check.of(column), "carried", "it is " + from + ", which is tested so");
        if (place.far() > 1) {
          findings.add(check.of(column), "carried.far");
        }
      }
    }
  }

  private static void said(
      Check check, List<Check> tests, boolean tested, boolean holds, String from, Findings found) {
    boolean there = tests.stream().anyMatch(one -> one.kind() == check.kind());
    if (there && holds) {
      found.add(check, "carried", "it is " + from + ", which is tested so");
    } else if (there) {
      found.add(check, "carried.lost");
    } else if (tested) {
      found.add(check, "carried.untested");
    }
  }

  /** Columns that are unique together, all of which come from one place whose rows are kept. */
  private static void combinations(Subject subject, Upstream upstream, Findings findings) {
    List<Optional<Place>> places =
        subject.names().stream()
            .map(column -> upstream.of(subject.model().id(), column).filter(Place::kept))
            .toList();
    places.stream()
        .flatMap(Optional::stream)
        .map(Place::id)
        .distinct()
        .forEach(
            id ->
                subject.ground().checks(id).stream()
                    .filter(check -> check.kind() == Kind.COMBINATION)
                    .forEach(check -> combination(subject, places, id, check, findings)));
  }

  private static void combination(
      Subject subject, List<Optional<Place>> places, String id, Check check, Findings findings) {
    List<String> here =
        check.columns().stream()
            .flatMap(
                column ->
                    subject.names().stream()
                        .filter(
                            name ->
                                places
                                    .get(subject.names().indexOf(name))
                                    .filter(p -> p.id().equals(id) && p.column().equals(column))
                                    .isPresent())
                        .limit(1))
            .toList();
    if (here.size() == check.columns().size()) {
      findings.add(
          Check.combination(here),
          "carried",
          "`" + subject.ground().referred(id) + "`, whose rows it has, is tested so");
    }
  }
}
