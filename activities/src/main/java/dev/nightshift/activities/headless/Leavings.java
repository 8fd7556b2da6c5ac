package dev.nightshift.activities.headless;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * What an agent left in the folder: a patch, null where it changed nothing or {@code trouble} names
 * why it cannot be taken.
 */
record Leavings(BlobRef patch, List<String> files, String trouble, String why) {
  /** No review reads more, and the gate takes far less. */
  private static final long LARGEST_PATCH = 2 << 20;

  private static final long LARGEST_GROWTH = 16 << 20;

  /** What is no part of a patch may be large. */
  private static final Set<String> NOT_COUNTED =
      Set.of(".git", "target", "logs", "dbt_packages", "dbt_modules");

  Leavings {
    files = files == null ? List.of() : List.copyOf(files);
  }

  /** {@code before} is {@link #size} as it was. */
  static Leavings of(Checkout checkout, long before) throws IOException {
    long growth = size(checkout.project()) - before;
    if (growth > LARGEST_GROWTH) {
      return tooLarge("the files that it wrote have " + growth + " bytes");
    }
    try {
      BlobRef patch = checkout.patch();
      if (patch == null) {
        return new Leavings(null, null, "", "");
      }
      return patch.size() > LARGEST_PATCH
          ? tooLarge("its patch has " + patch.size() + " bytes")
          : new Leavings(patch, checkout.changedFiles(), "", "");
    } catch (ApplicationFailure refused) {
      ErrorKind kind = ErrorKind.of(refused);
      if (kind.retryable()) {
        throw refused;
      }
      return new Leavings(null, null, Stopped.UNREVIEWABLE, ErrorKind.messageOf(refused));
    }
  }

  private static Leavings tooLarge(String why) {
    return new Leavings(null, null, Stopped.TOO_LARGE, why);
  }

  /** The bytes in which a patch could be hidden. */
  static long size(Path project) throws IOException {
    Sum sum = new Sum();
    Files.walkFileTree(project, sum);
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return NOT_COUNTED.contains("" + path.getFileName())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
