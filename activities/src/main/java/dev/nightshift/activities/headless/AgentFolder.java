package dev.nightshift.activities.headless;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one session: the agent's own home, fresh in each try, and the memory that outlives
 * it. By the same path in each, since a transcript is full of paths.
 */
final class AgentFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AgentFolder.class);

  /** A flow that was cancelled never comes back for its memory; one that waits does within days. */
  private static final Duration FORGOTTEN = Duration.ofDays(14);

  private static final String MEMORY = "kept.json";

  private final Path root;
  private final Memory memory;

  private AgentFolder(Path root, Memory memory) {
    this.root = root;
    this.memory = memory;
  }

  static AgentFolder open(Home home, Attempt attempt) {
    sweep(Folders.make(home.agents()));
    Path root = Folders.make(home.agents().resolve(attempt.workName()));
    AgentFolder folder = new AgentFolder(root, Memory.of(root.resolve(MEMORY)));
    Folders.delete(folder.home());
    Folders.make(folder.home());
    return folder;
  }

  Path home() {
    return root.resolve("home");
  }

  Memory memory() {
    return memory;
  }

  /**
   * The session came to its end: there is nothing to go on with. Its memory goes last, and what
   * stays is swept later: a result that was paid for is not lost over it.
   */
  void forget() {
    if (isRemoved(home())) {
      isRemoved(root);
    }
  }

  private static boolean isRemoved(Path folder) {
    try {
      Folders.delete(folder);
      return true;
    } catch (ApplicationFailure stays) {
      log.warn("an agent's folder stays: {}", stays.getOriginalMessage());
      return false;
    }
  }

  private static void sweep(Path agents) {
    Instant old = Instant.now().minus(FORGOTTEN);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(agents)) {
      for (Path one : all) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(old)) {
          isRemoved(one);
        }
      }
    } catch (IOException gone) {
      log.debug("another worker sweeps {} too", agents, gone);
    }
  }

  @Override
  public void close() {
    isRemoved(home());
  }
}
