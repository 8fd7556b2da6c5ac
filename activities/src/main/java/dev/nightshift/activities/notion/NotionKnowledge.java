package dev.nightshift.activities.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.knowledge.Page;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Knowledge;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of a data source, read once a day. Each page that was read is kept, so that a try which
 * is cut off goes on where it was; where Notion is away the last copy is used, and says so.
 */
public final class NotionKnowledge implements Knowledge {
  /** The environment variable with the integration's secret. */
  public static final String TOKEN = "NIGHTSHIFT_NOTION_TOKEN";

  private static final Logger log = LoggerFactory.getLogger(NotionKnowledge.class);

  /** Notion takes three requests a second of an integration, on average. */
  private static final Duration APART = Duration.ofMillis(340);

  private static final Duration DAY = Duration.ofDays(1);

  /** A bad night has many flows: not each of them waits for a Notion that does not answer. */
  private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int MOST_PAGES = 500;
  private static final int LARGEST_PAGE = 200_000;

  private final Settings settings;
  private final Blobs blobs;
  private final Kept kept;
  private final Optional<String> token;
  private final InstantSource clock;
  private final Pace pace;
  private final Map<String, Instant> away = new ConcurrentHashMap<>();
  private final HttpClient client = Outbound.client();

  public NotionKnowledge(
      Settings settings, Home home, Blobs blobs, Optional<String> token, InstantSource clock) {
    this(settings, home, blobs, token, clock, new Pace(home.notion().resolve("pace"), APART));
  }

  NotionKnowledge(
      Settings settings,
      Home home,
      Blobs blobs,
      Optional<String> token,
      InstantSource clock,
      Pace pace) {
    this.settings = settings;
    this.blobs = blobs;
    this.kept = new Kept(home.notion());
    this.token = token;
    this.clock = clock;
    this.pace = pace;
  }

  @Override
  public BlobRef fetch(Workspace workspace) {
    return alone(workspace.project(), DAY);
  }

  /** Reads it now, however young the copy is. */
  public BlobRef fetchNow(String project) {
    return alone(project, Duration.ZERO);
  }

  /** Looks whether Notion lets us in and has the data source; what is wrong is in the failure. */
  public void look(String project) {
    Settings.Knowledge place = place(project);
    api(place).pages(place.notion(), 1);
  }

  /** Many flows begin at once after a bad night: one reads, and the others take what it read. */
  private BlobRef alone(String project, Duration young) {
    return Locks.alone(kept.lock(project), PATIENCE, () -> fetch(project, young));
  }

  private BlobRef fetch(String project, Duration young) {
    Settings.Knowledge place = place(project);
    String source = place.api() + " " + place.notion();
    Optional<Kept.Entries> copy =
        kept.entries(project).filter(one -> one.source().equals(source)).filter(this::isThere);
    Instant now = clock.instant();
    if (copy.isPresent() && Instant.ofEpochMilli(copy.get().at()).plus(young).isAfter(now)) {
      return renewed(copy.get());
    }
    if (copy.isPresent() && awaySince(project).plus(LEFT_ALONE).isAfter(now)) {
      return put(dated(copy.get()));
    }
    try {
      BlobRef entries = put(read(place));
      kept.keep(project, new Kept.Entries(source, now.toEpochMilli(), entries));
      return entries;
    } catch (ApplicationFailure failure) {
      if (copy.isEmpty() || isPassing(failure)) {
        throw failure;
      }
      away.put(project, now);
      log.warn("{} The copy of {} is used.", failure.getOriginalMessage(), day(copy.get()));
      return put(dated(copy.get()));
    }
  }

  private Instant awaySince(String project) {
    return away.getOrDefault(project, Instant.EPOCH);
  }

  /** To be asked for patience, or stopped, is no reason for an old copy: another try comes soon. */
  private static boolean isPassing(ApplicationFailure failure) {
    ErrorKind kind = ErrorKind.of(failure);
    return kind == ErrorKind.RATE_LIMITED || kind == ErrorKind.INTERRUPTED;
  }

  private NotionApi api(Settings.Knowledge place) {
    String secret =
        token.orElseThrow(
            () ->
                ErrorKind.UNAUTHORIZED.failure(
                    "The knowledge is in Notion, and "
                        + TOKEN
                        + " is not set where the worker runs; set it, or "
                        + TOKEN
                        + "_FILE."));
    return new NotionApi(client, clock, pace, secret, place.api());
  }

  private List<Entry> read(Settings.Knowledge place) {
    NotionApi api = api(place);
    List<Entry> entries = new ArrayList<>();
    for (JsonNode page : api.pages(place.notion(), MOST_PAGES)) {
      if (page.path("object").asText().equals("page")
          && !page.path("in_trash").asBoolean()
          && entries.size() < MOST_PAGES) {
        entries.add(entry(page, api));
      }
    }
    return entries;
  }

  private Entry entry(JsonNode page, NotionApi api) {
    String id = page.path("id").asText();
    String edited = page.path("last_edited_time").asText();
    String url = page.path("url").asText(id);
    Optional<String> before = kept.text(id, edited);
    String text = before.orElseGet(() -> PageText.of(page, api));
    if (before.isEmpty()) {
      kept.keep(id, new Kept.Text(edited, clock.millis(), text));
    }
    return text.length() > LARGEST_PAGE
        ? new Entry(url, url, List.of(), "", "", null, null, "it has more than 200,000 characters")
        : Page.read(url, text);
  }

  /** Each says how old it is: where it is named in a report, its reader should know. */
  private List<Entry> dated(Kept.Entries copy) {
    return entries(copy).stream()
        .map(
            one ->
                new Entry(
                    one.path(),
                    one.title(),
                    one.tags(),
                    one.prose(),
                    one.version() + ", as of " + day(copy) + ": Notion was away",
                    one.match(),
                    one.change(),
                    one.problem()))
        .toList();
  }

  private static String day(Kept.Entries copy) {
    return Instant.ofEpochMilli(copy.at()).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private boolean isThere(Kept.Entries copy) {
    try {
      entries(copy);
      return true;
    } catch (ApplicationFailure gone) {
      return false;
    }
  }

  private List<Entry> entries(Kept.Entries copy) {
    return Entries.read(blobs.readText(copy.entries())).all();
  }

  /** Put again, so that it is not swept away while the note names it. */
  private BlobRef renewed(Kept.Entries copy) {
    return blobs.putText(copy.entries().name(), blobs.readText(copy.entries()));
  }

  private BlobRef put(List<Entry> entries) {
    try {
      return blobs.putText("knowledge.json", Converter.json().writeValueAsString(entries));
    } catch (JsonProcessingException impossible) {
      throw ErrorKind.BROKEN.failure("The knowledge entries could not be written.", impossible);
    }
  }

  private Settings.Knowledge place(String project) {
    return settings
        .project(project)
        .map(Settings.Project::knowledge)
        .filter(place -> !place.notion().isEmpty())
        .orElseThrow(
            () ->
                ErrorKind.BAD_INPUT.failure(
                    "The knowledge of " + project + " is not in Notion in nightshift.yml."));
  }
}
