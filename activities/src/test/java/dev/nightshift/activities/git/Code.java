package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** A small repository on a local host, with everything that works on it. */
public final class Code {
  public static final String REPOSITORY = "acme/shop";

  private static final Instant NIGHT = Instant.parse("2026-11-20T02:00:00Z");

  private final Path home;
  private final Path files;
  private final LocalRemotes remotes;
  private final Blobs blobs;
  private final Mirrors mirrors;
  private int commits;

  public Code(Path temporary) {
    home = temporary.resolve("home");
    files = temporary.resolve("files");
    remotes = new LocalRemotes(home.resolve("host"));
    blobs = new FileBlobs(home.resolve("blobs"));
    mirrors = new Mirrors(home.resolve("mirrors"), remotes, InstantSource.system());
  }

  public Path home() {
    return home;
  }

  public Blobs blobs() {
    return blobs;
  }

  public Mirrors mirrors() {
    return mirrors;
  }

  public GitCheckouts checkouts() {
    return new GitCheckouts(home.resolve("workspaces"), mirrors, blobs, project -> "main");
  }

  public Path bare() {
    return remotes.folder(REPOSITORY);
  }

  public void write(String path, String text) throws IOException {
    Path file = files.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void remove(String path) throws IOException {
    Files.delete(files.resolve(path));
  }

  void executable(String path) throws IOException {
    Files.setPosixFilePermissions(
        files.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public void link(String path, String target) throws IOException {
    Files.createSymbolicLink(files.resolve(path), Path.of(target));
  }

  /** Commits the files to main as a person does, and gives the workspace at that commit. */
  public Workspace commit(String subfolder) throws IOException {
    return new Workspace("shop", REPOSITORY, subfolder, commitTo("main"), null);
  }

  public String commitTo(String branch) throws IOException {
    Files.createDirectories(bare().getParent());
    BareRepository.Commit commit =
        new BareRepository.Commit(
            branch, "Ada", "ada@example.com", NIGHT.plusSeconds(commits++), "A change\n");
    return Files.exists(bare())
        ? BareRepository.add(bare(), files, commit)
        : BareRepository.create(bare(), files, commit);
  }

  /** Who made the newest commit of a branch. */
  public String committer(String branch) throws IOException {
    try (Repository bare = BareRepository.open(bare());
        RevWalk commits = new RevWalk(bare)) {
      return commits
          .parseCommit(bare.resolve("refs/heads/" + branch))
          .getCommitterIdent()
          .getName();
    }
  }

  /** What a branch changed since it left another. */
  public String diff(String base, String head) {
    return BareRepository.diff(bare(), base, head, "");
  }

  /** A branch that somebody pushed by force: one commit, without what was there before. */
  String rewritten(String branch, String path, String text) throws IOException {
    Files.delete(bare().resolve("refs/heads/" + branch));
    write(path, text);
    return commitTo(branch);
  }

  void breakMirror() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("mirrors"))) {
      for (Path file : all.filter(f -> f.toString().contains("/objects/")).toList()) {
        if (Files.isRegularFile(file)) {
          file.toFile().setWritable(true);
          Files.writeString(file, "spoilt");
        }
      }
    }
  }
}
