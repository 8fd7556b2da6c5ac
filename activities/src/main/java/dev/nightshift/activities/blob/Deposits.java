package dev.nightshift.activities.blob;

import dev.nightshift.workflows.values.BlobRef;
import java.io.InputStream;
import java.util.Optional;

/** Blobs that somebody else brings, and names by their hash afterwards. */
public interface Deposits {
  /**
   * Takes a stream, however large, without holding it. Where it is not what was promised it is
   * empty, and nothing is kept.
   */
  Optional<BlobRef> take(String sha256, InputStream content);

  /** What is kept under this hash, under the name that it has here. */
  Optional<BlobRef> find(String name, String sha256);
}
