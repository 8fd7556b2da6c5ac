package dev.nightshift.activities.door;

import dev.nightshift.activities.file.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with scripts for what runs in a cage, and the socket between it and us. It is locked
 * while its JVM lives: what a killed one left behind is removed by whoever opens the next door.
 */
public final class Door implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Door.class);

  /** A socket's path may have about a hundred characters: the home's may be longer. */
  private static final Path PLACE = Path.of("/tmp");

  private static final String PREFIX = "nightshift-door-";
  private static final String LOCK = "lock";

  /** A lock is let go when any channel of its file is closed in the process that holds it. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Door(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  public static Door open() throws IOException {
    sweep();
    Path folder = Files.createTempDirectory(PLACE, PREFIX);
    OURS.add(folder);
    // Locked before it has its name: whoever sweeps now never finds it open.
    Path fresh = folder.resolve("fresh");
    FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    Files.move(fresh, folder.resolve(LOCK));
    return new Door(folder, channel);
  }

  public Path folder() {
    return folder;
  }

  /** Puts a script there that is kept beside a class of ours. */
  public Path bring(Class<?> beside, String script) throws IOException {
    Path there = folder.resolve(Path.of(script).getFileName());
    try (InputStream text = beside.getResourceAsStream(script)) {
      Files.copy(text, there);
    }
    return there;
  }

  public Path socket() {
    return folder.resolve("socket");
  }

  private static void sweep() throws IOException {
    try (DirectoryStream<Path> doors = Files.newDirectoryStream(PLACE, PREFIX + "*")) {
      for (Path door : doors) {
        if (!OURS.contains(door) && isLeft(door.resolve(LOCK))) {
          removeIfOurs(door);
        }
      }
    }
  }

  /** Another process may be at it too, or another user may have made it: neither hinders us. */
  private static void removeIfOurs(Path door) {
    try {
      Folders.delete(door);
    } catch (RuntimeException notOurs) {
      log.debug("{} stays", door, notOurs);
    }
  }

  private static boolean isLeft(Path lock) {
    if (!Files.isRegularFile(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException somebodyElses) {
      log.debug("{} is not ours", lock, somebodyElses);
      return false;
    }
  }

  @Override
  public void close() {
    Folders.delete(folder);
    OURS.remove(folder);
    try {
      lock.close();
    } catch (IOException gone) {
      log.debug("the lock of {} is gone", folder, gone);
    }
  }
}
