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
        new Limits(
            from.dollars("max_dollars"),
            from.whole("max_tokens"),
            from.whole("max_turns"),
            (int) from.seconds("max_time")));
  }
}
