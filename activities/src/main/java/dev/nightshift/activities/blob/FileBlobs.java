package dev.nightshift.activities.blob;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs in a folder that several processes may share. A put always writes and renames: it renews
 * the age that {@link Sweep} looks at, and heals a file that a disk has spoilt.
 */
public final class FileBlobs implements Blobs, Deposits {
  private static final Logger LOG = LoggerFactory.getLogger(FileBlobs.class);

  private final Places places;

  public FileBlobs(Path root) {
    this.places = new Places(root);
  }

  @Override
  public BlobRef put(String name, byte[] content) {
    return store(name, new ByteArrayInputStream(content), ref -> true).orElseThrow();
  }

  @Override
  public BlobRef put(String name, Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return store(name, content, ref -> true).orElseThrow();
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "cannot read " + file + " to keep it: " + Folders.why(e), e);
    }
  }

  @Override
  public Optional<BlobRef> take(String sha256, InputStream content) {
    return store("", content, ref -> ref.sha256().equals(sha256));
  }

  @Override
  public Optional<BlobRef> find(String name, String sha256) {
    Path file = places.of(new BlobRef(sha256, 0, name));
    try {
      return Optional.of(new BlobRef(sha256, Files.size(file), name));
    } catch (NoSuchFileException nothing) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(new BlobRef(sha256, 0, name), e);
    }
  }

  @Override
  public byte[] read(BlobRef ref) {
    try (InputStream stream = open(ref)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw unreadable(ref, e);
    }
  }

  @Override
  public InputStream open(BlobRef ref) {
    Path file = places.of(ref);
    try {
      return new VerifiedStream(
          Files.newInputStream(file), ref.sha256(), () -> setAside(ref, file));
    } catch (NoSuchFileException e) {
      throw ErrorKind.BLOB_MISSING.failure(
          "the blob "
              + called(ref)
              + " is not in the store at "
              + places.root()
              + ": it expired, or was kept on another machine; start the run again",
          e);
    } catch (IOException e) {
      throw unreadable(ref, e);
    }
  }

  private Optional<BlobRef> store(String name, InputStream content, Predicate<BlobRef> asPromised) {
    try (WholeFile file = WholeFile.in(places.incoming())) {
      MessageDigest digest = Places.sha256();
      long size;
      try (OutputStream out = new DigestOutputStream(file.output(), digest)) {
        size = content.transferTo(out);
      }
      BlobRef ref = new BlobRef(HexFormat.of().formatHex(digest.digest()), size, name);
      if (!asPromised.test(ref)) {
        return Optional.empty();
      }
      Path target = places.of(ref);
      return Locks.together(
          places.lock(),
          Places.PATIENCE,
          () -> {
            Folders.make(target.getParent());
            file.moveTo(target);
            return Optional.of(ref);
          });
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "cannot keep "
              + (name.isEmpty() ? "it" : name)
              + " in the blob store at "
              + places.root()
              + ": "
              + Folders.why(e),
          e);
    }
  }

  /** Another put may have healed it meanwhile: it is looked at again, alone. */
  private RuntimeException setAside(BlobRef ref, Path file) {
    try {
      Locks.alone(places.lock(), Places.PATIENCE, () -> moveAsideIfSpoilt(ref, file));
    } catch (IOException e) {
      return unreadable(ref, e);
    }
    return ErrorKind.BLOB_MISSING.failure(
        "the blob "
            + called(ref)
            + " no longer has the content it was stored with (a disk fault, or somebody wrote to "
            + file
            + "); it is set aside; start the run again");
  }

  private boolean moveAsideIfSpoilt(BlobRef ref, Path file) throws IOException {
    if (!Files.exists(file) || Places.hashOf(file).equals(ref.sha256())) {
      return false;
    }
    Path aside = Folders.make(places.setAside()).resolve(ref.sha256());
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.error("the blob {} was spoilt on the disk and is set aside at {}", called(ref), aside);
    return true;
  }

  private static RuntimeException unreadable(BlobRef ref, IOException e) {
    return ErrorKind.UNAVAILABLE.failure(
        "the blob " + called(ref) + " cannot be read: " + Folders.why(e), e);
  }

  private static String called(BlobRef ref) {
    return ref.shortHash() + (ref.name().isEmpty() ? "" : " (" + ref.name() + ")");
  }
}
