package dev.nightshift.activities.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/**
 * A folder by its path, on systems where Java cannot hold one open (macOS). There is no cage there,
 * so nobody works in a folder while we look into it.
 */
final class PlainFolder implements SecureDirectoryStream<Path> {
  private final Path folder;
  private final DirectoryStream<Path> entries;

  PlainFolder(Path folder) throws IOException {
    this.folder = folder;
    entries = folder.getFileSystem().provider().newDirectoryStream(folder, entry -> true);
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options)
      throws IOException {
    return new PlainFolder(folder.resolve(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return Files.newByteChannel(folder.resolve(path), options, attributes);
  }

  @Override
  public void deleteFile(Path path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  @Override
  public void deleteDirectory(Path path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  @Override
  public void move(Path from, SecureDirectoryStream<Path> other, Path to) throws IOException {
    Path target = ((PlainFolder) other).folder.resolve(to);
    Files.move(folder.resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
    return Files.getFileAttributeView(folder, type);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(folder.resolve(path), type, options);
  }

  @Override
  public Iterator<Path> iterator() {
    return entries.iterator();
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
