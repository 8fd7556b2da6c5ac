package dev.nightshift.activities.headless;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * All that an agent keeps in its home, for one of which nobody knows where it writes down its
 * sessions. What is large beyond measure is not kept, and its session then begins anew.
 */
record Belongings(Path home) implements Notes {
  private static final String PLACE = "home.zip";

  /** What can be had again is no memory. */
  private static final Set<String> NOT_KEPT =
      Set.of(".cache", "cache", "node_modules", "log");

  private static final long MOST_BYTES = 32 << 20;
  private static final int MOST_FILES = 2000;
  private static final int DEEPEST = 12;

  @Override
  public Optional<Map.Entry<String, byte[]>> read(String session) throws IOException {
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> root = Files.newDirectoryStream(home)) {
      return root instanceof SecureDirectoryStream<Path> folder
          ? new Packing().all(folder)
          : Optional.empty();
    }
  }

  @Override
  public void restore(String place, byte[] written) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(written))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = home.resolve(entry.getName()).normalize();
        if (!file.startsWith(home) || file.equals(home)) {
          throw new IOException(entry.getName() + " leads out of the agent's home");
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  /** From one open folder to the next, so that no link can lead us to a file of ours. */
  private static final class Packing {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);
    private long room = MOST_BYTES;
    private int files;

    Optional<Map.Entry<String, byte[]>> all(SecureDirectoryStream<Path> home) throws IOException {
      boolean fits = pack(home, Path.of(""), 0);
      zip.close();
      return fits && files > 0
          ? Optional.of(Map.entry(PLACE, bytes.toByteArray()))
          : Optional.empty();
    }

    private boolean pack(SecureDirectoryStream<Path> folder, Path here, int depth)
        throws IOException {
      TreeSet<Path> names = new TreeSet<>();
      folder.forEach(entry -> names.add(entry.getFileName()));
      for (Path name : names) {
        BasicFileAttributes attributes =
            folder
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        Path there = here.resolve(name);
        if (attributes.isDirectory() && depth < DEEPEST && !NOT_KEPT.contains("" + name)) {
          try (SecureDirectoryStream<Path> inner =
              folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            if (!pack(inner, there, depth + 1)) {
              return false;
            }
          }
        } else if (attributes.isRegularFile() && !add(folder, name, there)) {
          return false;
        }
      }
      return true;
    }

    private boolean add(SecureDirectoryStream<Path> folder, Path name, Path there)
        throws IOException {
      try (InputStream in =
          Channels.newInputStream(
              folder.newByteChannel(
                  name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
        byte[] text = in.readNBytes((int) room + 1);
        room -= text.length;
        files++;
        if (room < 0 || files > MOST_FILES) {
          return false;
        }
        ZipEntry entry = new ZipEntry(there.toString());
        // The same files make the same blob.
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(text);
        zip.closeEntry();
        return true;
      }
    }
  }
}
