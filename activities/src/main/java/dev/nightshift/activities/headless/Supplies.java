package dev.nightshift.activities.headless;

import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What there is for agents where the worker runs: their programs, and what opens their models. */
record Supplies(Toolchain toolchain, Map<String, String> environment, Home home) {
  Supplies {
    environment = Map.copyOf(environment);
  }

  /** All that there is besides. */
  Programs programs() {
    return new Programs(environment, home);
  }

  /** The program that was provisioned. */
  Path part(String agent) {
    Path named = toolchain.required(agent).path();
    try {
      return named.toRealPath();
    } catch (IOException gone) {
      throw ErrorKind.NOT_FOUND.failure(
          named + " is gone; ./nightshift toolchain add " + agent + " makes it anew.", gone);
    }
  }

  /** Empty where nothing is said. */
  String value(String name) {
    return environment.getOrDefault(name, "");
  }

  String key(String agent, String name) {
    return secret(name)
        .orElseThrow(
            () ->
                ErrorKind.UNAUTHORIZED.failure(
                    agent
                        + " has no key for its model: set "
                        + name
                        + " in the worker's environment."));
  }

  Optional<String> secret(String name) {
    return EnvironmentValue.of(environment, name);
  }

  @Override
  public String toString() {
    return "what there is for agents";
  }
}
