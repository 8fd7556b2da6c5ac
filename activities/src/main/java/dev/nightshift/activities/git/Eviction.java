package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Hold;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a folder of caches within a size: the least recently used go, never one that is held. */
final class Eviction {
  private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

  private Eviction() {}

  /** The lock that is held while a cache is used. */
  static Path lock(Path cache, String kind) {
    return cache.resolveSibling(".locks").resolve(cache.getFileName() + "." + kind);
  }

  static void evict(Path folder, long maxBytes) {
    List<Cache> caches = caches(folder);
    long total = caches.stream().mapToLong(Cache::bytes).sum();
    for (Cache cache : caches) {
      if (total <= maxBytes) {
        return;
      }
      if (removed(cache)) {
        total -= cache.bytes;
      }
    }
  }

  private static boolean removed(Cache cache) {
    Path lock = lock(cache.folder, "lock");
    Optional<Hold> hold = Locks.tryExclusive(lock);
    if (hold.isEmpty()) {
      return false;
    }
    try {
      Folders.delete(cache.folder);
    } finally {
      hold.get().close();
    }
    LOG.info("removed the cache {} of {} bytes", cache.folder, cache.bytes);
    return true;
  }

  private static List<Cache> caches(Path folder) {
    List<Cache> caches = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return caches;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Eviction::isCache).toList()) {
        caches.add(
            new Cache(entry, Folders.size(entry), Files.getLastModifiedTime(entry).toInstant()));
      }
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the caches in " + folder + " cannot be read: " + e, e);
    }
    caches.sort(Comparator.comparing(Cache::used));
    return caches;
  }

  private static boolean isCache(Path entry) {
    return Files.isDirectory(entry) && !entry.getFileName().toString().startsWith(".");
  }

  private record Cache(Path folder, long bytes, Instant used) {}
}
