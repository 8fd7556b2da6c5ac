package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.diagnosis.ChangeFacts.Since;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came into the project since a node passed last: of each node by itself, since one that has
 * been red for weeks says nothing of one that is new. It is asked once for each time.
 */
final class LastPassed {
  private final RunFacts run;
  private final Function<Instant, Lately> since;
  private final Map<Optional<Instant>, Lately> asked = new HashMap<>();

  /** {@code since} gives the newest commits where the time is null. */
  LastPassed(RunFacts run, Function<Instant, Lately> since) {
    this.run = run;
    this.since = since;
  }

  /** Of what no earlier run is known to have passed, what came with the newest commits. */
  Lately lately(String node) {
    return asked.computeIfAbsent(at(node), at -> since.apply(at.orElse(null)));
  }

  Since since(String node) {
    Optional<Instant> at = at(node);
    Lately lately = lately(node);
    return new Since(
        lately.known(),
        at.isPresent(),
        at.map(Instant::toString).orElse(""),
        lately.files().stream().map(Earlier::path).toList());
  }

  private Optional<Instant> at(String node) {
    return run.streak(node).flatMap(RunFacts.Streak::passedAt);
  }
}
