package dev.nightshift.activities.headless;

import dev.nightshift.activities.configuration.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the models cost that an agent asks for by itself: as the configuration says it of them. */
record Tariff(List<Settings.Model> models, Others others) {
  private static final Settings.Prices UNKNOWN = new Settings.Prices(0, 0, null, null);

  Tariff {
    models = List.copyOf(models);
  }

  /** What nothing is said of has no price. */
  Tariff(List<Settings.Model> models) {
    this(models, Others.UNPRICED);
  }

  /** What becomes of a model of which nothing is said. */
  enum Others {
    /** It has no price: tokens and turns alone hold an agent. */
    UNPRICED,
    /** It is not asked. */
    REFUSED
  }

  /** Those of some models alone. */
  Tariff only(Predicate<Settings.Model> which) {
    return new Tariff(models.stream().filter(which).toList(), Others.REFUSED);
  }

  /** Empty where it is not to be asked. */
  Optional<Settings.Model> of(String way, String model) {
    List<Settings.Model> same = models.stream().filter(one -> one.model().equals(model)).toList();
    Optional<Settings.Model> known =
        same.stream()
            .filter(one -> one.api().equals(api(way)))
            .findFirst()
            .or(
                () ->
                    same.stream()
                        .filter(one -> isAnthropic(one.api()) == isAnthropic(api(way)))
                        .findFirst());
    return known.isPresent() || others == Others.REFUSED ? known : Optional.of(unknown(way, model));
  }

  /** Without a price. */
  static Settings.Model unknown(String way, String model) {
    return new Settings.Model("", api(way), model, null, null, UNKNOWN, 0, 0);
  }

  private static String api(String way) {
    return way.endsWith("/messages")
        ? "anthropic"
        : way.endsWith("/completions") ? "openai-chat" : "openai";
  }

  /** OpenAI's models cost the same by both of its APIs. */
  private static boolean isAnthropic(String api) {
    return api.equals("anthropic");
  }
}
