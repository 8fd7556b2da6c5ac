package dev.nightshift.activities.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Knowledge;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A folder of markdown: in the project's repository as of the commit that is worked on, or in
 * another repository as of its newest.
 */
public final class FolderKnowledge implements Knowledge {
  private static final int MOST_PAGES = 500;
  private static final long LARGEST_PAGE = 200_000;

  private final Settings settings;
  private final Checkouts checkouts;
  private final Blobs blobs;
  private final BinaryOperator<String> heads;

  /** {@code heads} tells the newest commit of a repository's branch. */
  public FolderKnowledge(
      Settings settings, Checkouts checkouts, Blobs blobs, BinaryOperator<String> heads) {
    this.settings = settings;
    this.checkouts = checkouts;
    this.blobs = blobs;
    this.heads = heads;
  }

  @Override
  public BlobRef fetch(Workspace workspace) {
    Settings.Knowledge place = settings.needed(workspace.project()).knowledge();
    String folder = place.folder();
    try (Checkout checkout =
        checkouts.open(holding(place, workspace), "knowledge-" + UUID.randomUUID())) {
      List<Entry> entries = pages(checkout.root(), checkout.project().resolve(folder).normalize());
      return blobs.putText("knowledge.json", Converter.json().writeValueAsString(entries));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The knowledge entries could not be written as JSON.", broken);
    } catch (IOException unreadable) {
      throw ErrorKind.UNREADABLE.failure(
          "The knowledge folder " + folder + " could not be read: " + unreadable.getMessage());
    }
  }

  private Workspace holding(Settings.Knowledge place, Workspace workspace) {
    return place.git().isEmpty()
        ? workspace
        : new Workspace(
            workspace.project(), place.git(), "", heads.apply(place.git(), place.branch()), null);
  }

  private static List<Entry> pages(Path root, Path folder) throws IOException {
    if (!folder.startsWith(root.normalize())) {
      throw ErrorKind.BAD_INPUT.failure(
          "The knowledge folder leads out of the repository. Set projects[].knowledge to a folder"
              + " of it.");
    }
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return entries;
    }
    // Links are not followed: a page must be a file of the repository.
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().limit(10L * MOST_PAGES).toList()) {
        if (isPage(file) && entries.size() < MOST_PAGES) {
          entries.add(page(folder, file));
        }
      }
    }
    return entries;
  }

  private static boolean isPage(Path file) throws IOException {
    return file.toString().endsWith(".md")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) <= LARGEST_PAGE;
  }

  private static Entry page(Path folder, Path file) throws IOException {
    String path = folder.relativize(file).toString().replace('\\', '/');
    try {
      return Page.read(path, Files.readString(file));
    } catch (MalformedInputException notText) {
      return new Entry(path, path, List.of(), "", "", null, null, "it is not UTF-8 text");
    }
  }
}
