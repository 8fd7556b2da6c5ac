package dev.nightshift.activities.report;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports as markdown: a blob, and a file in the home's folder of reports. */
public final class MarkdownReports implements Reports {
  /** Well below what any file system takes, with room for a hash and an ending. */
  private static final int LONGEST = 80;

  private final Path folder;
  private final Blobs blobs;

  public MarkdownReports(Home home, Blobs blobs) {
    this.folder = home.reports();
    this.blobs = blobs;
  }

  @Override
  public Report write(Story story) {
    String markdown = MorningReport.of(whole(story));
    BlobRef blob = blobs.putText("report.md", markdown);
    Path file = folder.resolve(fileName(story.project())).resolve(fileName(story.run()) + ".md");
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), ".report", ".tmp");
      Files.writeString(draft, markdown, StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the report " + file + " cannot be written: " + e.getMessage() + "; is the disk full?",
          e);
    }
    return new Report(blob, file.toString());
  }

  @Override
  public PullText describe(Story story) {
    return PullWords.of(whole(story), blobs);
  }

  /** With the queries that a history leaves out. */
  private Story whole(Story story) {
    if (story.evidence() == null) {
      return story;
    }
    Map<List<String>, Evidence> asked = new HashMap<>();
    try {
      for (Cause cause : Converter.json().readValue(blobs.read(story.evidence()), Cause[].class)) {
        for (Evidence evidence : cause.evidence()) {
          asked.put(said(evidence), evidence);
          asked.put(said(evidence, cause), evidence);
        }
      }
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure("the causes' evidence is not the JSON that was kept", e);
    }
    return story.with(
        story.causes().stream()
            .map(
                cause ->
                    cause.withEvidence(
                        cause.evidence().stream()
                            .map(evidence -> asked(asked, cause, evidence))
                            .toList()))
            .toList());
  }

  /** Several causes may say the same of different things, or of different places. */
  private static Evidence asked(Map<List<String>, Evidence> asked, Cause cause, Evidence evidence) {
    return asked.getOrDefault(said(evidence, cause), asked.getOrDefault(said(evidence), evidence));
  }

  private static List<String> said(Evidence evidence) {
    return List.of(evidence.says(), evidence.from());
  }

  private static List<String> said(Evidence evidence, Cause cause) {
    return List.of(evidence.says(), evidence.from(), cause.subject());
  }

  /** Safe on any file system; a name that had to change gets a hash, so that no two meet. */
  static String fileName(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    if (safe.length() > LONGEST) {
      safe = safe.substring(0, LONGEST);
    }
    return safe.equals(name) && !safe.isEmpty()
        ? safe
        : safe + (safe.isEmpty() ? "" : "-") + Ids.hash(name).substring(0, 8);
  }
}
