package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/** A reference to bytes in the blob store: what is large or private crosses Temporal as this. */
public record BlobRef(String sha256, long size, String name) {
  public BlobRef {
    sha256 = requireNonNullElse(sha256, "");
    name = requireNonNullElse(name, "");
  }

  public String shortHash() {
    return sha256.substring(0, Math.min(12, sha256.length()));
  }
}
