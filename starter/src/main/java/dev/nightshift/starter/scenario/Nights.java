package dev.nightshift.starter.scenario;

import dev.nightshift.starter.local.SampleCompany;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A scenario's night, and the same by the engines that should end it alike. */
record Nights(Play play, Alike others) {
  List<Told> of(Expected scenario, SampleCompany green, Consumer<Told> tell)
      throws IOException, InterruptedException {
    List<Told> all = new ArrayList<>();
    Played first = play.of(scenario, green, repository -> {});
    tell.accept(first.told());
    all.add(first.told());
    for (Expected twin : others.twins(scenario)) {
      Played other = play.of(twin, green, repository -> others.script(twin, first, repository));
      Told told = other.told().and(Alike.differences(first, other));
      tell.accept(told);
      all.add(told);
    }
    return all;
  }
}
