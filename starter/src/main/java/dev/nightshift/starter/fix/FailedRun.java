package dev.nightshift.starter.fix;

import com.fasterxml.jackson.core.JacksonException;
import dev.nightshift.activities.artifacts.Head;
import dev.nightshift.activities.artifacts.LogFiles;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The artifacts that a run of dbt left in a folder. What they hold is read by the flow; here only
 * the run's id is looked for.
 */
public final class FailedRun {
  private static final String RUN_RESULTS = "run_results.json";
  private static final String MANIFEST = "manifest.json";
  private static final String SOURCES = "sources.json";

  /** It becomes a part of the workflow's id, which people read and type. */
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}");

  private static final String OF_WHAT =
      "of letters, digits, dots, colons, dashes, underscores and plus signs";

  private final Path folder;
  private final Path allowed;
  private final String said;

  /** Nothing outside {@code allowed} is read, whatever a link says. */
  private FailedRun(Path folder, Path allowed, String said) {
    this.folder = folder;
    this.allowed = allowed;
    this.said = said;
  }

  /** A folder below the one that the project's configuration allows. */
  public static FailedRun below(Project project, String said) {
    Path allowed = project.artifacts().normalize();
    Path folder;
    try {
      folder = allowed.resolve(said).normalize();
    } catch (InvalidPathException strange) {
      throw new IllegalArgumentException("it is not a path", strange);
    }
    if (!folder.startsWith(allowed)) {
      throw new IllegalArgumentException("it leaves the project's artifacts folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no such folder below the project's artifacts folder");
    }
    requireWithin(folder, allowed);
    return new FailedRun(folder, allowed, allowed.relativize(folder).toString());
  }

  /** Any folder: for somebody at the command line. */
  public static FailedRun in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    return new FailedRun(folder.toAbsolutePath().normalize(), Path.of("/"), "");
  }

  /** The worker reads the folder itself. */
  public RemediationRequest request(Project project, String run, String commit, String from) {
    return request(project, identified(run), commit, from, location(project));
  }

  public Location location(Project project) {
    return new Location(project.name(), said, null, null);
  }

  /** The worker need not see the folder: the artifacts travel by the blob store. */
  public RemediationRequest uploaded(
      Project project, String run, String commit, String from, Blobs blobs) {
    requireSomething();
    BlobRef log = log().map(path -> blobs.put("dbt.log", path)).orElse(null);
    return request(
        project,
        identified(run),
        commit,
        from,
        new Location(
            project.name(),
            beside(project),
            uploaded(RUN_RESULTS, blobs),
            uploaded(MANIFEST, blobs),
            uploaded(SOURCES, blobs),
            log));
  }

  /** The runs before lie beside it where it is one of the project's folders. */
  private String beside(Project project) {
    try {
      Path all = project.artifacts().toRealPath();
      Path real = folder.toRealPath();
      return real.startsWith(all) ? all.relativize(real).toString() : "";
    } catch (IOException nowhere) {
      return "";
    }
  }

  private BlobRef uploaded(String name, Blobs blobs) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? blobs.put(name, file) : null;
  }

  private String identified(String run) {
    return run.isEmpty() ? identify() : run;
  }

  /** Of several invocations, which tell of their artifacts one by one. */
  public static RemediationRequest group(Project project, String group, String from) {
    if (!RUN.matcher(group).matches()) {
      throw new IllegalArgumentException("`group` is not an id " + OF_WHAT);
    }
    return request(project, group, "", from, null);
  }

  static RemediationRequest request(
      Project project, String run, String commit, String from, Location location) {
    if (!RUN.matcher(run).matches()) {
      throw new IllegalArgumentException("`run` is not an id " + OF_WHAT);
    }
    return new RemediationRequest(
        project.name(),
        project.repository(),
        run,
        commit,
        from,
        location,
        project.engine(),
        project.policy(),
        project.pace());
  }

  private static void requireWithin(Path path, Path allowed) {
    try {
      if (!path.toRealPath().startsWith(allowed.toRealPath())) {
        throw new IllegalArgumentException("it leaves the project's artifacts folder");
      }
    } catch (IOException gone) {
      throw new IllegalArgumentException("it cannot be read", gone);
    }
  }

  /** What dbt said: for a folder that somebody names, beside it too. */
  private Optional<Path> log() {
    Optional<Path> log = said.isEmpty() ? LogFiles.near(folder) : LogFiles.in(folder);
    log.ifPresent(path -> requireWithin(path, allowed));
    return log;
  }

  private Optional<Path> there(String name) {
    Optional<Path> file = Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    file.ifPresent(path -> requireWithin(path, allowed));
    return file;
  }

  private void requireSomething() {
    if (there(RUN_RESULTS).isEmpty() && there(SOURCES).isEmpty() && log().isEmpty()) {
      throw new IllegalArgumentException(
          folder.resolve(RUN_RESULTS)
              + " is not there, nor sources.json, nor a dbt.log; name the target folder of the run"
              + " that failed");
    }
  }

  /**
   * dbt's own id of the run, else a hash of what it left. When dbt stops early it leaves the
   * results of an earlier run in place: by their id the night would be taken for looked after.
   */
  private String identify() {
    requireSomething();
    List<Path> results =
        Stream.of(RUN_RESULTS, SOURCES).map(this::there).flatMap(Optional::stream).toList();
    List<String> known = results.stream().map(FailedRun::id).toList();
    Optional<Path> log = log();
    Optional<String> stopped = log.flatMap(LogFiles::stopped);
    if (stopped.isPresent() && !known.contains(stopped.get())) {
      return RUN.matcher(stopped.get()).matches() ? stopped.get() : hash(log.get());
    }
    return results.stream()
        .max(Comparator.comparingLong(path -> path.toFile().lastModified()))
        .map(FailedRun::id)
        .orElseGet(() -> hash(log.orElseThrow()));
  }

  private static String id(Path results) {
    try (InputStream stream = Files.newInputStream(results)) {
      String invocation = Head.of(stream).path("invocation_id").asText("");
      return RUN.matcher(invocation).matches() ? invocation : hash(results);
    } catch (JacksonException cutOff) {
      return hash(results);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(results + " cannot be read", unreadable);
    }
  }

  /** A run that is known by the hash of what it left. */
  static String named(String hash) {
    return "artifacts-" + hash.substring(0, 24);
  }

  private static String hash(Path file) {
    try (InputStream stream = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return named(HexFormat.of().formatHex(digest.getMessageDigest().digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
