package dev.nightshift.starter.cli;

import dev.nightshift.activities.file.Folders;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What a disk or a server refuses is no defect of ours: it is told with what to do. */
final class Outside {
  private static final Set<Code> REFUSALS =
      Set.of(Code.NOT_FOUND, Code.PERMISSION_DENIED, Code.UNAUTHENTICATED, Code.INVALID_ARGUMENT);

  private static final String FULL = "No space left on device";

  private static final String ROOM =
      " NIGHTSHIFT_HOME names the folder in which all is kept: one with room, where you may write.";

  private Outside() {}

  /** {@code home} is where all is kept: of what is refused there it is said how to move it. */
  static Optional<String> said(Throwable wrong, Path home) {
    for (Throwable t = wrong; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException refused) {
        return Optional.of(said(refused.getStatus()));
      }
      // That a file is not there which we looked for is ours to foresee.
      if (t instanceof FileSystemException disk && !(t instanceof NoSuchFileException)) {
        String file = String.valueOf(disk.getFile());
        return Optional.of(Folders.why(disk) + "." + (isWithin(file, home) ? ROOM : ""));
      }
      if (t instanceof IOException && String.valueOf(t.getMessage()).contains(FULL)) {
        return Optional.of("the disk is full." + ROOM);
      }
    }
    return Optional.empty();
  }

  private static String said(Status status) {
    String says =
        status.getDescription() == null
            ? status.getCode().toString()
            : status.getDescription().replaceFirst("\\.$", "");
    return REFUSALS.contains(status.getCode())
        ? "Temporal refuses: "
            + says
            + ". Are TEMPORAL_NAMESPACE and what lets you in right? `./nightshift doctor` says more."
        : "Temporal's answer is not understood: " + says + ". Is TEMPORAL_ADDRESS right?";
  }

  /** To make the home itself is refused above it. */
  private static boolean isWithin(String file, Path home) {
    return Path.of(file).startsWith(home) || home.startsWith(file);
  }
}
