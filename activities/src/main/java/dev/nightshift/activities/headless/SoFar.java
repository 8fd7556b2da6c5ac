package dev.nightshift.activities.headless;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.util.Optional;

/** What an agent has made so far of a project that was {@code before} of that extent. */
record SoFar(Checkout checkout, Extent before) {
  static SoFar of(Checkout checkout) throws IOException {
    return new SoFar(checkout, Extent.of(checkout.project()));
  }

  /** Null where nothing is changed; TOO_LARGE where nobody could review it. */
  BlobRef patch() {
    Optional<String> beyond;
    try {
      beyond = before.beyond(checkout.project());
    } catch (IOException moving) {
      throw ErrorKind.UNAVAILABLE.failure("the project cannot be read now: " + moving, moving);
    }
    if (beyond.isPresent()) {
      throw ErrorKind.TOO_LARGE.failure(beyond.get());
    }
    return checkout.patchSoFar();
  }
}
