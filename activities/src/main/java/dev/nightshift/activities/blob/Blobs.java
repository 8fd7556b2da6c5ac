package dev.nightshift.activities.blob;

import dev.nightshift.workflows.values.BlobRef;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Bytes by their content's hash. Every put renews; what is read is verified; what is gone is
 * BLOB_MISSING, which is not retried.
 */
public interface Blobs {
  BlobRef put(String name, byte[] content);

  /** Takes a file's content, however large, without holding it. */
  BlobRef put(String name, Path file);

  byte[] read(BlobRef ref);

  /** For what does not fit in memory; the hash is checked at the end of the stream. */
  InputStream open(BlobRef ref);

  default BlobRef putText(String name, String text) {
    return put(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  default String readText(BlobRef ref) {
    return new String(read(ref), java.nio.charset.StandardCharsets.UTF_8);
  }
}
