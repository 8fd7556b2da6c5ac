package dev.nightshift.starter.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The night that runs on this machine now, for commands that are typed in another terminal: they
 * find its server, its home and its configuration without being told.
 */
public final class Running {
  private static final String FILE = "running.json";
  private static final int SECONDS_TO_STOP = 10;

  /** The system works a start out from its clock, which is put right now and then. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private Running() {}

  /** Notes the night of this process; gone with the process. */
  static void note(Home place, Home home, Path configuration, Night night) throws IOException {
    Map<String, Object> note =
        Map.of(
            "pid", ProcessHandle.current().pid(),
            "started", named(ProcessHandle.current()).get("started"),
            "home", home.root().toString(),
            "config", configuration.toAbsolutePath().toString(),
            "temporal", night.temporal(),
            "processes", night.processes().stream().map(Running::named).toList());
    Files.createDirectories(place.root());
    Path file = place.root().resolve(FILE);
    Path fresh = Files.createTempFile(place.root(), FILE, ".new");
    Files.write(fresh, Converter.json().writeValueAsBytes(note));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes back our own note; another night's stays. */
  static void forget(Home place) throws IOException {
    if (read(place).path("pid").asLong() == ProcessHandle.current().pid()) {
      Files.deleteIfExists(place.root().resolve(FILE));
    }
  }

  /**
   * Stops what a night left running that was killed before it could stop it: a second server on the
   * same state would spoil it. Tells how many there were.
   */
  static int stopLeftovers(Home place) {
    JsonNode note = read(place);
    if (process(note).isPresent()) {
      return 0;
    }
    List<ProcessHandle> left = new ArrayList<>();
    for (JsonNode named : note.path("processes")) {
      process(named).ifPresent(left::add);
    }
    left.forEach(ProcessHandle::destroy);
    left.forEach(Running::awaitEnd);
    return left.size();
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException slow) {
      process.destroyForcibly();
    }
  }

  /** A pid is given to another process one day; with the time of its start it is one process. */
  private static Map<String, Object> named(ProcessHandle process) {
    return Map.of(
        "pid",
        process.pid(),
        "started",
        process.info().startInstant().map(Instant::toString).orElse(""));
  }

  private static Optional<ProcessHandle> process(JsonNode named) {
    return ProcessHandle.of(named.path("pid").asLong())
        .filter(process -> began(process, named.path("started").asText()));
  }

  private static boolean began(ProcessHandle process, String then) {
    Optional<Instant> now = process.info().startInstant();
    try {
      return now.isPresent()
          ? Duration.between(now.get(), Instant.parse(then)).abs().compareTo(SLACK) < 0
          : then.isEmpty();
    } catch (DateTimeParseException unknown) {
      return false;
    }
  }

  /** A note that cannot be read helps nobody, and its absence is the ordinary case. */
  private static JsonNode read(Home place) {
    try {
      return Converter.json()
          .readTree(Files.readString(place.root().resolve(FILE), StandardCharsets.UTF_8));
    } catch (IOException absent) {
      return Converter.json().createObjectNode();
    }
  }

  /**
   * The environment, completed by the night that runs: wholly where a person has no configuration
   * of their own, and by its server's address where it runs on just theirs.
   */
  public static Map<String, String> complete(Map<String, String> environment, Path folder) {
    Home home = Home.of(environment);
    JsonNode note = read(home);
    Optional<Path> own = Desk.ownConfiguration(environment, folder).map(Path::toAbsolutePath);
    boolean theirs =
        own.isEmpty()
            || (own.get().toString().equals(note.path("config").asText())
                && home.root().toString().equals(note.path("home").asText()));
    if (environment.containsKey("TEMPORAL_ADDRESS") || !theirs || process(note).isEmpty()) {
      return environment;
    }
    Map<String, String> completed = new HashMap<>(environment);
    completed.put("TEMPORAL_ADDRESS", note.path("temporal").asText());
    if (own.isEmpty()) {
      completed.put("NIGHTSHIFT_HOME", note.path("home").asText());
      completed.put("NIGHTSHIFT_CONFIG", note.path("config").asText());
    }
    return completed;
  }
}
