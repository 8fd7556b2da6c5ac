package dev.nightshift.activities.dbt;

import dev.nightshift.activities.door.Door;
import dev.nightshift.activities.outlet.Outlet;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code dbt deps}, which runs apart: it sees no data, and reaches the hosts that packages may come
 * from, by a proxy of ours, and nothing else.
 */
final class Fetching {
  /** dbt's registry, where its archives are, and packages by Git. */
  private static final List<String> USUAL =
      List.of("hub.getdbt.com", "codeload.github.com", "github.com");

  /** A registry that is away comes back; a closed network does not: after that a person is told. */
  private static final int PATIENT_ATTEMPTS = 6;

  /** For Git, whose certificates are the system's; dbt brings its own. */
  private static final List<Path> CERTIFICATES =
      Stream.of("/etc/ssl", "/etc/pki", "/etc/ca-certificates")
          .map(Path::of)
          .filter(Files::isDirectory)
          .toList();

  private final ColdDbt dbt;
  private final Set<String> hosts = new LinkedHashSet<>(USUAL);

  Fetching(ColdDbt dbt, List<String> more) {
    this.dbt = dbt;
    hosts.addAll(more);
  }

  Outcome run(DbtRunner.Invocation invocation, Alive alive) throws IOException {
    try (Door door = Door.open();
        Outlet outlet = Outlet.open(door.socket(), hosts)) {
      List<String> script =
          List.of(door.bring(Fetching.class, "outlet.py").toString(), door.socket().toString());
      List<Path> writable =
          Stream.concat(invocation.writable().stream(), Stream.of(door.folder())).toList();
      Outcome outcome = dbt.run(invocation.writing(writable), script, CERTIFICATES, alive);
      if (!outcome.succeeded()) {
        explain(outlet, invocation.attempt().number());
      }
      return outcome;
    }
  }

  private static void explain(Outlet outlet, int attempt) {
    if (!outlet.refused().isEmpty()) {
      throw ErrorKind.REFUSED.failure(
          "The project's packages are to come from "
              + String.join(", ", outlet.refused())
              + ", which is not allowed. Where it should be, name it in nightshift.yml:"
              + " projects[].sandbox.package_hosts.");
    }
    if (!outlet.unreached().isEmpty()) {
      String hosts = String.join(", ", outlet.unreached());
      throw attempt < PATIENT_ATTEMPTS
          ? ErrorKind.UNAVAILABLE.failure(
              "The project's packages cannot be fetched: " + hosts + " cannot be reached.")
          : ErrorKind.NOT_FOUND.failure(
              "The project's packages could not be fetched: "
                  + hosts
                  + " was asked "
                  + attempt
                  + " times and cannot be reached from the worker. Let it through, name the"
                  + " company's proxy (-Dhttps.proxyHost), or commit dbt_packages.");
    }
  }
}
