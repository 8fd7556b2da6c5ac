package dev.nightshift.activities.dbt;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import java.util.Optional;

/**
 * The ways in which one dbt is started: from a warm process where the cage allows it, and plain.
 */
public final class Runners implements AutoCloseable {
  /** The keeper's memory stays flat; this is for what nobody thought of. */
  private static final int JOBS_OF_A_KEEPER = 500;

  final Limits limits = Limits.standard();
  final ColdDbt plain;
  final Optional<WarmDbt> warm;

  private Runners(Processes processes, Cage cage, Toolchain.Tool dbt, Home home, boolean warm) {
    Installation installed = new Installation(processes, dbt);
    this.plain = new ColdDbt(processes, cage, installed, limits);
    this.warm =
        cage.den()
            .filter(den -> warm)
            .map(
                den ->
                    new WarmDbt(
                        processes,
                        den,
                        installed,
                        home,
                        limits,
                        installed::version,
                        JOBS_OF_A_KEEPER));
  }

  public static Runners plain(Processes processes, Cage cage, Toolchain.Tool dbt, Home home) {
    return new Runners(processes, cage, dbt, home, false);
  }

  /** Begins to warm one up at once: the first job is not to wait longer than it must. */
  public static Runners warm(Processes processes, Cage cage, Toolchain.Tool dbt, Home home) {
    Runners runners = new Runners(processes, cage, dbt, home, true);
    runners.warm.ifPresent(WarmDbt::begin);
    return runners;
  }

  /** How many jobs a warm one took to their end: what falls back to the plain one does not show. */
  public int doneWarm() {
    return warm.map(WarmDbt::done).orElse(0);
  }

  @Override
  public void close() {
    warm.ifPresent(WarmDbt::close);
  }
}
