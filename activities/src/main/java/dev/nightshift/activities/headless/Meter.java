package dev.nightshift.activities.headless;

import dev.nightshift.workflows.values.Usage;
import java.util.Optional;

/** Counts what a model is asked and answers, and says no before the request that is too much. */
interface Meter {
  /**
   * Why a request may not go that can use {@code most}. Empty where it may: then it counts as the
   * most until it is {@link #used}.
   */
  Optional<String> refusal(Usage most);

  /** Why a model may not be asked that has no price. */
  String unpriced(String model);

  /** Whether the newest answer was that the model will not. */
  void heard(boolean refusal);

  /** What it used in the end. */
  void used(Usage most, Usage used);
}
