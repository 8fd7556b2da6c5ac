package dev.nightshift.activities.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;

/** A project as dbt compiled it, read once for all of its models. */
record Compiled(Manifest manifest, Inference inference) {

  /** The last one that was read, for as long as there is room for it. */
  static final class Shelf {
    private final Blobs blobs;
    private String key = "";
    private SoftReference<Compiled> last = new SoftReference<>(null);

    Shelf(Blobs blobs) {
      this.blobs = blobs;
    }

    synchronized Compiled of(BlobRef ref) {
      Compiled there = key.equals(ref.sha256()) ? last.get() : null;
      if (there == null) {
        there = read(ref);
        key = ref.sha256();
        last = new SoftReference<>(there);
      }
      return there;
    }

    private Compiled read(BlobRef ref) {
      try (InputStream stream = blobs.open(ref)) {
        Manifest manifest = Manifest.read(stream);
        return new Compiled(manifest, new Inference(manifest));
      } catch (IOException broken) {
        throw ErrorKind.UNREADABLE.failure("dbt's manifest cannot be read.", broken);
      }
    }
  }
}
