package dev.nightshift.activities.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path temporary;
  private Path root;
  private FileBlobs blobs;

  @BeforeEach
  void store() {
    root = temporary.resolve("blobs");
    blobs = new FileBlobs(root);
  }

  @Test
  void what_was_put_is_read_again_by_its_hash() throws IOException {
    BlobRef ref = blobs.putText("note", "hello");
    assertEquals(
        new BlobRef("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", 5, "note"),
        ref);
    assertEquals("hello", blobs.readText(ref));
    Path large = temporary.resolve("large");
    byte[] content = new byte[3_000_000];
    content[2_999_999] = 7;
    Files.write(large, content);
    assertArrayEquals(content, blobs.read(blobs.put("large", large)));
  }

  @Test
  void what_somebody_brings_is_kept_only_as_what_was_promised() throws IOException {
    String hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assertEquals(Optional.empty(), blobs.find("note", hash));
    assertEquals(Optional.empty(), blobs.take(hash, stream("hullo")));
    assertEquals(Optional.empty(), blobs.find("note", hash));
    assertEquals(hash, blobs.take(hash, stream("hello")).orElseThrow().sha256());
    BlobRef found = blobs.find("note", hash).orElseThrow();
    assertEquals(new BlobRef(hash, 5, "note"), found);
    assertEquals("hello", blobs.readText(found));
    try (Stream<Path> half = Files.list(root.resolve(".incoming"))) {
      assertEquals(List.of(), half.toList());
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void only_the_owner_reads_it() throws IOException {
    Path file = fileOf(blobs.putText("note", "hello"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void a_spoilt_blob_is_missing_and_set_aside_and_healed_by_the_next_put() throws IOException {
    BlobRef ref = blobs.putText("note", "hello");
    Files.writeString(fileOf(ref), "other");
    assertEquals(ErrorKind.BLOB_MISSING, kindOf(() -> blobs.read(ref)));
    assertFalse(Files.exists(fileOf(ref)));
    assertTrue(Files.exists(root.resolve(".set-aside").resolve(ref.sha256())));
    assertEquals(ref, blobs.putText("note", "hello"));
    assertEquals("hello", blobs.readText(ref));
  }

  @Test
  void a_stream_is_verified_at_its_end_even_when_parts_were_skipped() throws IOException {
    BlobRef ref = blobs.putText("note", "hello");
    Files.writeString(fileOf(ref), "hellO");
    try (InputStream in = blobs.open(ref)) {
      assertEquals(2, in.skip(2));
      assertEquals('l', in.read());
      assertEquals(ErrorKind.BLOB_MISSING, kindOf(in::readAllBytes));
    }
  }

  @Test
  void what_is_gone_or_no_reference_is_said() {
    assertEquals(
        ErrorKind.BLOB_MISSING, kindOf(() -> blobs.read(new BlobRef("0".repeat(64), 1, "x"))));
    assertEquals(
        ErrorKind.BAD_INPUT, kindOf(() -> blobs.read(new BlobRef("../../etc/passwd", 1, "x"))));
    assertEquals(ErrorKind.BAD_INPUT, kindOf(() -> blobs.read(null)));
  }

  @Test
  void a_sweep_removes_only_what_is_unmarked_old_and_not_renewed() throws IOException {
    BlobRef marked = old(blobs.putText("a", "marked"));
    BlobRef renewed = old(blobs.putText("b", "renewed"));
    BlobRef forgotten = old(blobs.putText("c", "forgotten"));
    BlobRef young = blobs.putText("d", "young");
    blobs.putText("b", "renewed");
    Sweep.Swept swept = sweep().sweep(Set.of(marked.sha256()), DAY, HOUR);
    assertEquals(new Sweep.Swept(1, 9, 3), swept);
    assertEquals("marked", blobs.readText(marked));
    assertEquals("renewed", blobs.readText(renewed));
    assertEquals("young", blobs.readText(young));
    assertEquals(ErrorKind.BLOB_MISSING, kindOf(() -> blobs.read(forgotten)));
  }

  @Test
  void the_grace_protects_what_was_just_put_even_without_retention() {
    BlobRef ref = blobs.putText("a", "just put");
    sweep().sweep(Set.of(), Duration.ZERO, HOUR);
    assertEquals("just put", blobs.readText(ref));
  }

  @Test
  void puts_and_sweeps_at_once_never_lose_what_was_put()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int n = 0; n < 60; n++) {
        BlobRef ref = old(blobs.putText("x", "content " + n));
        int each = n;
        work.add(threads.submit(() -> sweep().sweep(Set.of(), DAY, HOUR)));
        work.add(
            threads.submit(
                () -> {
                  blobs.putText("x", "content " + each);
                  assertEquals("content " + each, blobs.readText(ref));
                }));
      }
      for (Future<?> each : work) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Sweep sweep() {
    return new Sweep(root, InstantSource.system());
  }

  private BlobRef old(BlobRef ref) throws IOException {
    Files.setLastModifiedTime(fileOf(ref), FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    return ref;
  }

  private Path fileOf(BlobRef ref) {
    return root.resolve(ref.sha256().substring(0, 2)).resolve(ref.sha256().substring(2));
  }

  private static ErrorKind kindOf(org.junit.jupiter.api.function.Executable work) {
    return ErrorKind.of(assertThrows(RuntimeException.class, work));
  }
}
