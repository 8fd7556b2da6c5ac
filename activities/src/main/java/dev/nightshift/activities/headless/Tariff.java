package dev.nightshift.activities.headless;

import dev.nightshift.activities.configuration.Settings;
import java.util.List;

/** What the models cost that an agent asks for by itself: as the configuration says it of them. */
record Tariff(List<Settings.Model> models) {
  private static final Settings.Prices UNKNOWN = new Settings.Prices(0, 0, null, null);

  Tariff {
    models = List.copyOf(models);
  }

  /** Without a price where nothing is said of it: then tokens and turns alone hold an agent. */
  Settings.Model of(String way, String model) {
    String api = way.endsWith("/messages") ? "anthropic" : "openai";
    return models.stream()
        .filter(one -> one.api().equals(api) && one.model().equals(model))
        .findFirst()
        .orElseGet(() -> new Settings.Model("", api, model, null, null, UNKNOWN, 0, 0));
  }
}
