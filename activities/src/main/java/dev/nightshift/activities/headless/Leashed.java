package dev.nightshift.activities.headless;

import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Usage;
import java.util.Optional;

/**
 * Holds a session to its leash over all its tries: what was asked and not answered when a worker
 * died counts as the most that it can have used.
 */
final class Leashed implements Meter {
  private static final int LONGEST_NAME = 100;

  private final Leash leash;
  private final Memory memory;
  private String refused = "";
  private boolean refusal;

  Leashed(Leash leash, Memory memory) {
    this.leash = leash;
    this.memory = memory;
  }

  @Override
  public synchronized Optional<String> refusal(Usage most) {
    Usage after = memory.kept().worst().plus(most);
    if (after.turns() > leash.turns()) {
      return no("the session's " + leash.turns() + " turns are used up");
    }
    if (after.inputTokens() + after.outputTokens() > leash.tokens()) {
      return no("the next request might exceed the session's " + leash.tokens() + " tokens");
    }
    if (most.dollars() > 0 && after.dollars() > leash.dollars()) {
      return no("the next request might exceed the session's " + leash.dollars() + " dollars");
    }
    refused = "";
    memory.update(kept -> kept.asking(most));
    return Optional.empty();
  }

  @Override
  public synchronized String unpriced(String model) {
    String name = Quotation.plain(model.substring(0, Math.min(LONGEST_NAME, model.length())));
    String why = "no entry of `models` has a price for «" + name + "» there: add one";
    memory.update(kept -> kept.refusing(why));
    return no(why).orElseThrow();
  }

  private Optional<String> no(String why) {
    refused = why;
    return Optional.of(why);
  }

  @Override
  public synchronized void heard(boolean no) {
    refusal = no;
  }

  /** Whether the model's last answer was that it will not. */
  synchronized boolean isRefusal() {
    return refusal;
  }

  @Override
  public void used(Usage most, Usage used) {
    memory.update(kept -> kept.answered(most, used));
  }

  /** Why the last request could not go; empty where each could. */
  synchronized String refused() {
    return refused;
  }
}
