package dev.nightshift.workflows.values;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what the work of agents is bounded; {@code key} is how a configuration says so. */
public enum Measure {
  @JsonEnumDefaultValue
  DOLLARS("max_dollars"),
  TOKENS("max_tokens"),
  TURNS("max_turns"),
  SECONDS("max_time");

  /** For less no model says a word. */
  private static final double A_WORD = 0.005;

  private final String key;

  Measure(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  public String unit() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is too little of it to begin with. */
  public boolean isLackingIn(Effort share) {
    return !(in(share) >= (this == DOLLARS ? A_WORD : 1));
  }

  /** The first of what was wanted of which there is too little; null where there is none. */
  public static Measure lacking(Effort wanted, Effort share) {
    return Arrays.stream(values())
        .filter(one -> one.in(wanted) > 0 && one.isLackingIn(share))
        .findFirst()
        .orElse(null);
  }

  /** What of a share is used up; of what was never used, there was little before. */
  public static Optional<Measure> goneIn(Effort share, Effort used) {
    return Arrays.stream(values())
        .filter(one -> one.in(share) > 0 && one.in(used) > 0)
        .filter(one -> one.isLackingIn(share.less(used)))
        .findFirst();
  }

  /** What of the limits is used up; of what nothing is said there is no end. */
  public static Optional<Measure> usedUp(Limits limits, Effort used) {
    return Arrays.stream(values())
        .filter(one -> one.in(limits) > 0 && !(one.in(used) < one.in(limits)))
        .findFirst();
  }

  public String of(Effort effort) {
    return words(in(effort));
  }

  public String of(Limits limits) {
    return words(in(limits));
  }

  private String words(double amount) {
    String format = this == DOLLARS ? "%.2f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, amount, unit());
  }

  private double in(Effort effort) {
    return switch (this) {
      case DOLLARS -> effort.dollars();
      case TOKENS -> (double) effort.tokens();
      case TURNS -> (double) effort.turns();
      case SECONDS -> (double) effort.seconds();
    };
  }

  private double in(Limits limits) {
    return in(new Effort(limits.dollars(), limits.tokens(), limits.turns(), limits.seconds()));
  }
}
