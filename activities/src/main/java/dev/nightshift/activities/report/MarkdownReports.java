package dev.nightshift.activities.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Privacy.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reports as markdown, and all else made from it: blobs, and files in the home's folder. */
public final class MarkdownReports implements Reports {
  /** Well below what any file system takes, with room for a hash and an ending. */
  private static final int LONGEST = 80;

  private final Path folder;
  private final Blobs blobs;
  private final Function<String, Known> known;

  /**
   * What the configuration says of a project: the owners of its sources, the place where its team
   * writes down what it knows, and whether its hooks run in a sandbox.
   */
  public record Known(Map<String, String> owners, Settings.Knowledge notes, boolean hooks) {
    public static final Known NOTHING = new Known(Map.of(), Settings.Knowledge.in(null), true);

    public static Known of(Settings.Project project) {
      return new Known(project.owners(), project.knowledge(), project.within().hooks());
    }
  }

  public MarkdownReports(Home home, Blobs blobs, Function<String, Known> known) {
    this.folder = home.reports();
    this.blobs = blobs;
    this.known = known;
  }

  @Override
  public Report write(Story begun) {
    Story told = recalled(begun);
    Story story = whole(told);
    Around around = around(story);
    Bulkhead bulkhead = new Bulkhead();
    List<Letter> letters =
        bulkhead.of("letters", () -> new Letters(story, around, blobs).all(), List.of());
    List<PageDraft> drafts = bulkhead.of("pages", () -> PageDraft.of(story), List.of());
    String markdown =
        MorningReport.of(
            story,
            sections(story, around, Place.REPORT, bulkhead),
            Change.of(story, blobs),
            letters,
            drafts,
            known.apply(story.project()).notes());
    String page = Page.of(story.project() + ", run " + story.run(), markdown);
    ReportFiles files = files(story.project(), story.run());
    files.write(markdown, page, letters, drafts);
    return new Report(
        blobs.putText("report.md", markdown),
        files.path(),
        blobs.putText("report.html", page),
        Letters.keep(letters, blobs),
        story.aside().waits() ? keep(told) : null,
        bulkhead.of("brief", () -> Briefs.keep(story, new Advice(story, around), blobs), null));
  }

  @Override
  public Report add(String project, String run, BlobRef report, List<String> since) {
    String markdown = MorningReport.with(since, blobs.readText(report));
    String page = Page.of(project + ", run " + run, markdown);
    ReportFiles files = files(project, run);
    files.write(markdown, page);
    return new Report(
        blobs.putText("report.md", markdown),
        files.path(),
        blobs.putText("report.html", page),
        null,
        null,
        null);
  }

  private ReportFiles files(String project, String run) {
    return new ReportFiles(folder.resolve(fileName(project)).resolve(fileName(run) + ".md"));
  }

  @Override
  public PullText describe(Story told) {
    Story story = whole(recalled(told));
    Around around = around(story);
    Bulkhead bulkhead = new Bulkhead();
    return PullWords.of(story, it -> sections(it, around, Place.PULL, bulkhead), blobs);
  }

  private Around around(Story story) {
    return Around.of(
        story.summary() == null ? null : story.summary().details(),
        known.apply(story.project()).owners(),
        blobs);
  }

  private Sections sections(Story story, Around around, Place place, Bulkhead bulkhead) {
    RowTables rows = new RowTables(new Discretion(story.privacy(), place), blobs);
    boolean hooks = known.apply(story.project()).hooks();
    return new Sections(story, new Advice(story, around), rows, change(story), hooks, bulkhead);
  }

  /** Of what nobody compared nothing changed. */
  private DataChange change(Story story) {
    try {
      return story.change() == null
          ? new DataChange(null, 0)
          : Converter.json().readValue(blobs.read(story.change()), DataChange.class);
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure("what was compared is not the JSON that was kept", e);
    }
  }

  private BlobRef keep(Story told) {
    try {
      return blobs.putText("story.json", Converter.json().writeValueAsString(told));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a story came as JSON", impossible);
    }
  }

  /** With what was told before, where it goes on from that. */
  private Story recalled(Story story) {
    if (story.told() == null) {
      return story;
    }
    try {
      return story.after(Converter.json().readValue(blobs.read(story.told()), Story.class));
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure("what was told before is not the JSON that was kept", e);
    }
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
    return List.of(evidence.inShort().says(), evidence.from());
  }

  private static List<String> said(Evidence evidence, Cause cause) {
    return List.of(evidence.inShort().says(), evidence.from(), cause.subject());
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
