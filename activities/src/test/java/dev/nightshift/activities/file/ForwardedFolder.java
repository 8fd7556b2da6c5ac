package dev.nightshift.activities.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/** An open folder as it is, for tests that change one thing about it. */
abstract class ForwardedFolder implements SecureDirectoryStream<Path> {
  private final SecureDirectoryStream<Path> folder;

  ForwardedFolder(SecureDirectoryStream<Path> folder) {
    this.folder = folder;
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options)
      throws IOException {
    return folder.newDirectoryStream(path, options);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return folder.newByteChannel(path, options, attributes);
  }

  @Override
  public void deleteFile(Path path) throws IOException {
    folder.deleteFile(path);
  }

  @Override
  public void deleteDirectory(Path path) throws IOException {
    folder.deleteDirectory(path);
  }

  @Override
  public void move(Path from, SecureDirectoryStream<Path> other, Path to) throws IOException {
    folder.move(from, other, to);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
    return folder.getFileAttributeView(type);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return folder.getFileAttributeView(path, type, options);
  }

  @Override
  public Iterator<Path> iterator() {
    return folder.iterator();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
