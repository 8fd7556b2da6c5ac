package dev.nightshift.activities.edit;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in a map, for tests. */
public final class MemoryBlobs implements Blobs {
  private final Map<String, byte[]> content = new ConcurrentHashMap<>();

  @Override
  public BlobRef put(String name, byte[] bytes) {
    String hash = Ids.hash(new String(bytes, StandardCharsets.ISO_8859_1));
    content.put(hash, bytes.clone());
    return new BlobRef(hash, bytes.length, name);
  }

  @Override
  public BlobRef put(String name, Path file) {
    try {
      return put(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(BlobRef ref) {
    byte[] bytes = content.get(ref.sha256());
    if (bytes == null) {
      throw ErrorKind.BLOB_MISSING.failure("no blob " + ref.sha256());
    }
    return bytes.clone();
  }

  @Override
  public InputStream open(BlobRef ref) {
    return new ByteArrayInputStream(read(ref));
  }
}
