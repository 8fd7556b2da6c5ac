package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.Streak;
import dev.nightshift.activities.diagnosis.ChangeFacts.Since;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.git.Histories.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came into the project since a node passed last: of each node by itself, since one that has
 * been red for weeks says nothing of one that is new. It is asked once for each time.
 */
final class LastPassed {
  private final RunFacts run;
  private final Function<Span, Lately> since;
  private final Map<Span, Lately> asked = new HashMap<>();

  /** {@code since} gives the newest commits where nothing is known of the time. */
  LastPassed(RunFacts run, Function<Span, Lately> since) {
    this.run = run;
    this.since = since;
  }

  /** Of what no earlier run is known to have passed, what came with the newest commits. */
  Lately lately(String node) {
    return asked.computeIfAbsent(streak(node).map(LastPassed::span).orElse(Span.UNKNOWN), since);
  }

  Since since(String node) {
    Optional<Instant> at = streak(node).flatMap(Streak::passedAt);
    Lately lately = lately(node);
    return new Since(
        lately.known(),
        at.isPresent(),
        at.map(Instant::toString).orElse(""),
        lately.files().stream().map(Earlier::path).toList(),
        lately.cut(),
        List.of());
  }

  private static Span span(Streak streak) {
    return new Span(streak.greenAt().orElse(null), streak.commit(), streak.redAt().orElse(null));
  }

  private Optional<Streak> streak(String node) {
    return run.streak(node).filter(streak -> streak.passedAt().isPresent());
  }
}
