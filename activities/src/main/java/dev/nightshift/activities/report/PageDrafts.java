package dev.nightshift.activities.report;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that were drafted for a team's notes and that nobody has taken yet. */
public final class PageDrafts {
  static final String MARK = ".page-";

  private static final Pattern NAME = Pattern.compile("(.+)\\.page-([a-z0-9-]+)\\.md");
  private static final Pattern TITLE = Pattern.compile("(?m)^title: \"(.*)\"$");

  private final Path folder;

  public PageDrafts(Home home) {
    this.folder = home.reports();
  }

  /** What several nights drafted of one cause is one page, as the last one has it. */
  public record Draft(String id, String project, String run, String title, String text) {
    /** As it is to be called among the others. */
    public String file() {
      return id + ".md";
    }
  }

  /** The newest first. */
  public List<Draft> of(String project) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (Path file : files(project)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches() && !drafts.containsKey(name.group(2))) {
        read(file)
            .ifPresent(
                text ->
                    drafts.put(
                        name.group(2),
                        new Draft(name.group(2), project, name.group(1), title(text), text)));
      }
    }
    return List.copyOf(drafts.values());
  }

  /** It was taken, or is not wanted: it is listed no more. */
  public void forget(Draft draft) {
    for (Path file : files(draft.project())) {
      if (file.getFileName().toString().endsWith(MARK + draft.file())) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw ErrorKind.UNAVAILABLE.failure(file + " cannot be removed: " + e, e);
        }
      }
    }
  }

  private List<Path> files(String project) {
    Path reports = folder.resolve(MarkdownReports.fileName(project));
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      List<Path> found =
          new ArrayList<>(
              files.filter(file -> file.getFileName().toString().contains(MARK)).toList());
      found.sort(Comparator.comparing(PageDrafts::writtenAt).reversed());
      return found;
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure(reports + " cannot be read: " + e, e);
    }
  }

  private static long writtenAt(Path file) {
    return file.toFile().lastModified();
  }

  /** One that goes in this very moment is no draft any more. */
  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static String title(String text) {
    Matcher title = TITLE.matcher(text);
    return title.find() ? title.group(1) : "";
  }
}
