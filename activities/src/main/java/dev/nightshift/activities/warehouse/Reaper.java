package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes sandboxes that a flow could not drop because it was terminated. */
public final class Reaper {
  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  /** A folder without a label is being made, or was when its worker died. */
  private static final Duration UNLABELLED_FOR = Duration.ofHours(1);

  private final Home home;

  public Reaper(Home home) {
    this.home = home;
  }

  /**
   * Gives the names of those it removed. All owners are asked about before anything is removed: a
   * question that fails means that nobody knows, and then nothing is.
   */
  public List<String> sweep(Predicate<String> ownerStillRuns) {
    List<SandboxFolder> orphans = new ArrayList<>();
    try {
      for (SandboxFolder folder : folders()) {
        if (isOrphan(folder, ownerStillRuns)) {
          orphans.add(folder);
        }
      }
    } catch (RuntimeException unknown) {
      log.warn("no sandbox is removed, because an owner could not be asked about", unknown);
      return List.of();
    }
    orphans.forEach(SandboxFolder::remove);
    List<String> names = orphans.stream().map(SandboxFolder::name).toList();
    if (!names.isEmpty()) {
      log.info("removed sandboxes without owner: {}", names);
    }
    return names;
  }

  private static boolean isOrphan(SandboxFolder folder, Predicate<String> ownerStillRuns) {
    return folder
        .label()
        .map(label -> !ownerStillRuns.test(label.owner()))
        .orElseGet(() -> isOld(folder.root()));
  }

  private static boolean isOld(Path folder) {
    try {
      Instant touched = Files.getLastModifiedTime(folder).toInstant();
      return touched.isBefore(Instant.now().minus(UNLABELLED_FOR));
    } catch (IOException gone) {
      throw new UncheckedIOException(folder + " cannot be looked at", gone);
    }
  }

  private List<SandboxFolder> folders() {
    if (!Files.isDirectory(home.sandboxes())) {
      return List.of();
    }
    List<SandboxFolder> folders = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(home.sandboxes())) {
      all.forEach(path -> folders.add(new SandboxFolder(path)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(home.sandboxes() + " cannot be listed", unreadable);
    }
    return folders;
  }
}
