package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A blob store for one test. */
public final class MemoryBlobs implements Blobs {
  private final Map<String, byte[]> kept = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  @Override
  public BlobRef put(String name, byte[] content) {
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      kept.put(hash, content.clone());
      names.put(hash, name);
      return new BlobRef(hash, content.length, name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public BlobRef put(String name, Path file) {
    try {
      return put(name, Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public byte[] read(BlobRef ref) {
    byte[] content = kept.get(ref.sha256());
    if (content == null) {
      throw ErrorKind.BLOB_MISSING.failure(ref.name() + " is gone.");
    }
    return content.clone();
  }

  /** The names of those that hold the text. */
  public List<String> holding(String text) {
    return kept.entrySet().stream()
        .filter(blob -> new String(blob.getValue(), StandardCharsets.UTF_8).contains(text))
        .map(blob -> names.get(blob.getKey()))
        .sorted()
        .toList();
  }

  @Override
  public InputStream open(BlobRef ref) {
    return new ByteArrayInputStream(read(ref));
  }
}
