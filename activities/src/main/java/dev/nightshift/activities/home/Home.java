package dev.nightshift.activities.home;

import java.nio.file.Path;
import java.util.Map;

/** The one folder in which Nightshift keeps what is not in a checkout, and the places within it. */
public record Home(Path root) {

  /** {@code NIGHTSHIFT_HOME}, else the XDG cache folder, else {@code ~/.cache/nightshift}. */
  public static Home of(Map<String, String> environment) {
    String own = environment.getOrDefault("NIGHTSHIFT_HOME", "");
    if (!own.isBlank()) {
      return new Home(Path.of(own).toAbsolutePath().normalize());
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = cache.isBlank() ? person(environment).resolve(".cache") : Path.of(cache);
    return new Home(caches.resolve("nightshift").toAbsolutePath().normalize());
  }

  /** Of the two homes that a person may have, the one that the shell and the provisioning know. */
  public static Path person(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
  }

  public Path toolchain() {
    return root.resolve("toolchain.json");
  }

  public Path blobs() {
    return root.resolve("blobs");
  }

  public Path mirrors() {
    return root.resolve("mirrors");
  }

  /** What JGit measured of the disks on which repositories are. */
  public Path diskClocks() {
    return root.resolve("disk-clocks");
  }

  public Path workspaces() {
    return root.resolve("workspaces");
  }

  /** Where dbt works, a folder for each attempt. */
  public Path jobs() {
    return root.resolve("jobs");
  }

  /** The packages of dbt projects, as they were fetched. */
  public Path packages() {
    return root.resolve("packages");
  }

  /** Where command-line agents live, and what they are to remember when they are cut off. */
  public Path agents() {
    return root.resolve("agents");
  }

  public Path sandboxes() {
    return root.resolve("sandboxes");
  }

  public Path host() {
    return root.resolve("host");
  }

  public Path reports() {
    return root.resolve("reports");
  }

  /** What runs that were told of left of their results. */
  public Path runs() {
    return root.resolve("runs");
  }

  public Path chat() {
    return root.resolve("chat");
  }

  /** What was read of Notion, and when. */
  public Path notion() {
    return root.resolve("notion");
  }

  /** What turns of models were asked and answered, so that none is paid twice. */
  public Path turns() {
    return root.resolve("turns");
  }

  /** What was asked of the tools of other servers, and answered. */
  public Path calls() {
    return root.resolve("calls");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path logs() {
    return root.resolve("logs");
  }
}
