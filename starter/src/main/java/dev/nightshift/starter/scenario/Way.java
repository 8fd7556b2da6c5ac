package dev.nightshift.starter.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a play goes through: how Nightshift hears of the run, where it publishes, whom it tells. */
enum Way {
  /** The signed {@code /hooks/run}. */
  HOOK,
  /** A double of dbt Cloud's has the run, and sends its webhook. */
  DBT_CLOUD,
  /** Published on a double of GitHub, not on the local host. */
  GITHUB,
  /** Told in a double of Slack, not in files. */
  SLACK;

  static List<String> names() {
    return Arrays.stream(values()).map(Way::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
