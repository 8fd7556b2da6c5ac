package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Freshness;
import dev.nightshift.activities.diagnosis.Facts.LateLook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For a source that is too old: how old, and how it went with the others of its loader. */
final class LateLooks {
  private static final Map<String, Long> SECONDS =
      Map.of("minute", 60L, "hour", 3600L, "day", 86_400L);

  private final List<Freshness> asked;
  private final Graph graph;

  LateLooks(List<Freshness> asked, Graph graph) {
    this.asked = asked;
    this.graph = graph;
  }

  /** Empty for what is no source that was asked and is late. */
  Optional<LateLook> look(String id) {
    return asked.stream()
        .filter(one -> one.source().equals(id) && one.status().equals("error"))
        .findFirst()
        .map(this::look);
  }

  private LateLook look(Freshness late) {
    List<Freshness> others =
        asked.stream()
            .filter(one -> !one.source().equals(late.source()))
            .filter(one -> group(one).equals(group(late)))
            .filter(one -> one.fresh() || one.late())
            .toList();
    return new LateLook(
        late.source(),
        graph.part(late.source()).map(part -> part.relation()).orElse(Say.name(late.source())),
        late.newest(),
        late.asked(),
        Math.round(late.ageSeconds()),
        late.count() * SECONDS.getOrDefault(late.period(), 0L),
        late.filter(),
        group(late),
        late.loader().isEmpty() ? "the source " + sourceName(late) : late.loader(),
        others.size(),
        others.stream().filter(Freshness::late).map(Freshness::source).sorted().toList());
  }

  /** Sources without a loader's name are grouped as the project groups them. */
  private static String group(Freshness one) {
    return one.loader().isEmpty()
        ? one.source().substring(0, Math.max(0, one.source().lastIndexOf('.')))
        : one.loader();
  }

  private static String sourceName(Freshness one) {
    String group = group(one);
    return group.substring(group.lastIndexOf('.') + 1);
  }
}
