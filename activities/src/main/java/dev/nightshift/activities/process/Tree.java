package dev.nightshift.activities.process;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process and all that came of it, however it was re-parented. */
record Tree(ProcessHandle leader, String mark) {
  private static final Logger log = LoggerFactory.getLogger(Tree.class);

  /** A tree that forks while it is killed is looked at again this often. */
  private static final int ROUNDS = 20;

  private static final long ROUND_NANOS = 250_000_000;
  private static final long GLANCE_NANOS = 2_000_000;

  /** Kills all of it, and looks again until nothing is left. */
  void kill() {
    boolean clean = false;
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> living = members();
      if (living.isEmpty()) {
        if (clean) {
          return;
        }
        // One that becomes another program has no environment for a moment, and so no mark.
        clean = true;
        LockSupport.parkNanos(GLANCE_NANOS);
        continue;
      }
      clean = false;
      living.forEach(ProcessHandle::destroyForcibly);
      if (!ProcessTable.isReadable()) {
        killGroup();
      }
      awaitEnd(living);
    }
    log.warn("process {} keeps processes alive that could not be killed", leader.pid());
  }

  /** Kills what an ended leader left behind. */
  void sweep() {
    if (!ProcessTable.isReadable()) {
      killGroup();
    }
    kill();
  }

  long memoryBytes() {
    return members().stream().mapToLong(ProcessTable::memoryBytes).sum();
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    if (ProcessTable.isRunning(leader)) {
      members.add(leader);
    }
    leader.descendants().filter(ProcessTable::isRunning).forEach(members::add);
    members.addAll(ProcessTable.strays(leader.pid(), mark));
    return members;
  }

  /** Without /proc (macOS) the group is the only trace of a re-parented child. */
  private void killGroup() {
    try {
      new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + leader.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(2, TimeUnit.SECONDS);
    } catch (IOException impossible) {
      log.warn("the process group {} could not be killed", leader.pid(), impossible);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /** Java's own notice of a process that is not our child comes a second late. */
  private static void awaitEnd(Set<ProcessHandle> killed) {
    long end = System.nanoTime() + ROUND_NANOS;
    while (killed.stream().anyMatch(ProcessTable::isRunning) && System.nanoTime() < end) {
      LockSupport.parkNanos(GLANCE_NANOS);
    }
  }
}
