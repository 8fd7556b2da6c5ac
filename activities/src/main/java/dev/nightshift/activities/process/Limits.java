package dev.nightshift.activities.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What a job may take. Memory, processor time and open files count for each process, processes for
 * the job, {@code fileBytes} for one file and {@code diskBytes} for its writable folders together;
 * in memory all its processes together hold twice what one may.
 */
public record Limits(
    long memoryBytes,
    int processes,
    int openFiles,
    long fileBytes,
    long diskBytes,
    long scratchBytes) {
  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;

  /** What these limits leave for a watch: no process alone would be over them. */
  public Command.Allowance allowance(List<Path> folders) {
    return new Command.Allowance(folders, diskBytes, 2 * memoryBytes);
  }

  /** Enough for dbt on a laptop's worth of data, too little to bring a shared machine down. */
  public static Limits standard() {
    return new Limits(4 * GIB, 1024, 4096, 50 * GIB, 60 * GIB, GIB);
  }

  /** What an agent, or a command of its, may take in folders that hold so much before it begins. */
  public static Limits ofAgents(long heldBytes) {
    Limits usual = standard();
    return new Limits(
        usual.memoryBytes, 512, usual.openFiles, 256 * MIB, heldBytes + GIB, usual.scratchBytes);
  }
}
