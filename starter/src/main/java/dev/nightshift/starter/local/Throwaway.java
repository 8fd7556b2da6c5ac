package dev.nightshift.starter.local;

import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.cli.Desk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The place of a night that is for show: a home of its own, beside the toolchain that it shares. It
 * is emptied when the next begins, not when this one ends, so that one can look at it.
 */
public final class Throwaway implements AutoCloseable {
  private static final List<String> SECRETS =
      List.of(
          "NIGHTSHIFT_API_TOKEN",
          "NIGHTSHIFT_HOOK_SECRET",
          "NIGHTSHIFT_DBT_CLOUD_SECRET",
          "NIGHTSHIFT_DBT_CLOUD_TOKEN",
          "NIGHTSHIFT_GITHUB_TOKEN",
          "NIGHTSHIFT_LINEAR_KEY",
          "NIGHTSHIFT_SLACK_TOKEN");

  private final Desk desk;
  private final Path root;
  private final Alone held;
  private final String secret;

  private Throwaway(Desk desk, Path root, Alone held, String secret) {
    this.desk = desk;
    this.root = root;
    this.held = held;
    this.secret = secret;
  }

  /** Two at once would trample on each other: the second is refused in these words. */
  public static Throwaway fresh(Desk desk, String name, String otherwise) throws IOException {
    Path root = desk.home().root().resolve(name);
    Alone alone = Alone.in(desk.home().root().resolve(name + ".lock"), otherwise);
    Running.stopLeftovers(desk.home());
    Folders.delete(root);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Throwaway place = new Throwaway(desk, root, alone, HexFormat.of().formatHex(random));
    place.layOut();
    return place;
  }

  public Path root() {
    return root;
  }

  public Home home() {
    return new Home(root.resolve("home"));
  }

  public String hookSecret() {
    return secret;
  }

  Path configuration() {
    return root.resolve("nightshift.yml");
  }

  /** What is wrong with it, such as an engine that nobody knows, is told before anything starts. */
  public void configure(CharSequence yaml) throws IOException {
    Files.writeString(configuration(), yaml, StandardCharsets.UTF_8);
    SettingsFile.read(configuration(), desk.environment());
  }

  /** The sample company in a folder below. */
  public SampleCompany company(String folder) throws IOException {
    Path own = Files.createDirectories(root.resolve(folder));
    SampleCompany company =
        new SampleCompany(
            SampleCompany.shipped(desk.environment()),
            own,
            Toolchain.of(desk.home()).required("dbt").python());
    Files.createDirectories(company.artifacts());
    return company;
  }

  /** The packages that its dbt may fetch. */
  public Registry registry() throws IOException {
    return Registry.start(
        Toolchain.of(desk.home()).required("dbt").python(),
        SampleCompany.shipped(desk.environment()),
        root.resolve("registry.log"));
  }

  /** A port of 0 is chosen, and null leaves it to the configuration. */
  public Night.Plan plan(Integer starterPort) {
    return plan(starterPort, Map.of());
  }

  /** The same, where its processes have more in their environment. */
  public Night.Plan plan(Integer starterPort, Map<String, String> more) {
    Map<String, String> environment = secrets();
    environment.putAll(more);
    return new Night.Plan(
        Toolchain.of(desk.home()), home().root(), configuration(), 0, 0, starterPort, environment);
  }

  /**
   * One word for all that sign and ask here: whoever may read it may do all of it. What a person
   * has set for real work is not taken.
   */
  private Map<String, String> secrets() {
    Map<String, String> secrets = new HashMap<>();
    for (String name : SECRETS) {
      secrets.put(name, "");
      secrets.put(name + "_FILE", secretFile().toString());
    }
    return secrets;
  }

  /** A path as YAML takes any. */
  public static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  private Path secretFile() {
    return home().keys().resolve("hook.secret");
  }

  private void layOut() throws IOException {
    Files.createDirectories(home().keys());
    Files.copy(desk.home().toolchain(), home().toolchain());
    Files.createFile(
        secretFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secretFile(), secret, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
