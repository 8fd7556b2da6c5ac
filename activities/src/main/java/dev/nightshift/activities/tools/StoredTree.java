package dev.nightshift.activities.tools;

import dev.nightshift.activities.git.Checkouts.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The project's files as an agent reads them: nothing outside, no links, nothing of Git's own. */
final class StoredTree {
  private static final int LARGEST = 2 << 20;

  private final Stored stored;
  private final List<String> files;

  StoredTree(Stored stored) {
    this.stored = stored;
    files = stored.files();
  }

  /** In their order, by their paths. */
  List<String> all() {
    return files;
  }

  String read(String said) throws IOException {
    String path = found(said);
    if (files.stream().anyMatch(file -> file.startsWith(path + "/"))) {
      throw Declined.cannot(said + " is a folder; search_files_and_directories lists it");
    }
    if (!files.contains(path)) {
      throw Declined.cannot("there is no file " + said);
    }
    return text(path);
  }

  /** Of one of all. */
  String text(String path) throws IOException {
    if (stored.size(path) > LARGEST) {
      throw Declined.cannot(path + " is larger than two megabytes, which is not read here");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(stored.read(path)))
          .toString();
    } catch (CharacterCodingException binary) {
      throw Declined.cannot(path + " is no text");
    }
  }

  /** Each part of the way is looked at: a link may lead anywhere. */
  private String found(String said) {
    Path at = Path.of("");
    for (Path part : Inside.file(said)) {
      at = at.resolve(part);
      if (stored.isLink(at.toString())) {
        throw Declined.forbidden(said + " leads through a link, which may lead anywhere");
      }
    }
    return at.toString();
  }
}
