package dev.nightshift.activities.configuration;

import dev.nightshift.workflows.values.Limits;
import java.util.List;

/** What a project says of a role: who works in it, empty where nobody is named, and how far. */
public record Role(String name, String engine, Limits limits) {
  public Role {
    engine = engine == null ? "" : engine;
  }

  /** What is said of it, or nothing. */
  public static Role named(String name, List<Role> roles) {
    return roles.stream()
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElse(new Role(name, "", Limits.NONE));
  }

  static Role of(Values from) {
    return new Role(
        from.text("role"),
        SettingsFile.engine(from),
        limits(from, "").with(from.dollars("max_dollars")));
  }

  /** All but money, which may have a standard. */
  static Limits limits(Values from, String span) {
    return new Limits(
        0,
        from.whole("max_tokens" + span),
        from.whole("max_turns" + span),
        (int) from.seconds("max_time" + span));
  }
}
