package dev.nightshift.activities.headless;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What an agent left in the folder: a patch, null where it changed nothing or {@code trouble} names
 * why it cannot be taken.
 */
record Leavings(BlobRef patch, List<String> files, String trouble, String why) {
  /** No review reads more, and the gate takes far less. */
  private static final long LARGEST_PATCH = 2 << 20;

  Leavings {
    files = files == null ? List.of() : List.copyOf(files);
  }

  /** {@code before} is how much the project held then. */
  static Leavings of(Checkout checkout, Extent before) throws IOException {
    Optional<String> beyond = before.beyond(checkout.project());
    if (beyond.isPresent()) {
      return tooLarge(beyond.get());
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
      String why = ErrorKind.messageOf(refused);
      return kind == ErrorKind.TOO_LARGE
          ? tooLarge(why)
          : new Leavings(null, null, Stopped.UNREVIEWABLE, why);
    }
  }

  private static Leavings tooLarge(String why) {
    return new Leavings(null, null, Stopped.TOO_LARGE, why);
  }
}
