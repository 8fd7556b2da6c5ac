package dev.nightshift.starter.doctor;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.toolchain.Toolchain.Tool;
import dev.nightshift.starter.memory.MemoryServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Java, Python, Git, the home, the provisioned tools, the cage, the keys. */
final class MachineCheck {
  private static final String HERE = "this machine";
  private static final int OLDEST_JAVA = 17;

  /** A small database, a few checkouts and the server's state fit into it. */
  private static final long LITTLE = 1L << 30;

  private final Home home;
  private final Map<String, String> environment;
  private final Toolchain toolchain;
  private final Optional<String> noCage;

  MachineCheck(
      Home home, Map<String, String> environment, Toolchain toolchain, Optional<String> noCage) {
    this.home = home;
    this.environment = environment;
    this.toolchain = toolchain;
    this.noCage = noCage;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(program("python3", "Python", "install Python 3.10 or later"));
    findings.add(program("git", "Git", "install Git, for yourself: Nightshift brings its own"));
    findings.add(home());
    findings.add(tool("dbt"));
    findings.add(temporal());
    findings.add(cage());
    findings.addAll(keys());
    return findings;
  }

  private static Finding java() {
    int version = Runtime.version().feature();
    return version >= OLDEST_JAVA
        ? Finding.fine(HERE, "Java", String.valueOf(Runtime.version()))
        : Finding.wrong(HERE, "Java", String.valueOf(version), "install a JDK, 17 or later");
  }

  private Finding program(String name, String what, String todo) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return Finding.fine(HERE, what, Path.of(folder, name).toString());
      }
    }
    return Finding.note(HERE, what, name + " is not on the PATH", todo);
  }

  /** Where it is not there yet, the folder counts in which it will be made. */
  private Finding home() {
    Path there = home.root();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      return Finding.wrong(
          HERE,
          "home",
          home.root() + " cannot be written",
          "set NIGHTSHIFT_HOME to a folder that you may write");
    }
    long free = there.toFile().getUsableSpace();
    return free >= LITTLE
        ? Finding.fine(HERE, "home", home.root() + ", " + (free >> 30) + " GB free")
        : Finding.note(
            HERE,
            "home",
            home.root() + " has " + (free >> 20) + " MB free",
            "make room, or set NIGHTSHIFT_HOME: a sandbox is a copy of the whole DuckDB file");
  }

  private Finding tool(String name) {
    Optional<Tool> tool = toolchain.tool(name);
    if (tool.isEmpty() || !Files.isExecutable(tool.get().path())) {
      return Finding.wrong(
          HERE,
          name,
          "it was not provisioned into " + home.root(),
          "./nightshift toolchain ensure");
    }
    return Finding.fine(HERE, name, tool.get().version() + " in " + tool.get().path());
  }

  /** The one tool that there is something in the place of. */
  private Finding temporal() {
    return toolchain.doesWithout("temporal")
        ? Finding.note(
            HERE,
            "temporal",
            "not to be had, so up and demo run on a server in memory: " + MemoryServer.WITHOUT,
            MemoryServer.REMEDY)
        : tool("temporal");
  }

  /** Why there is no cage; empty where a process was tried in one. */
  static Optional<String> noCage(Home home, Toolchain toolchain) {
    try (Processes processes = new Processes(home)) {
      Cage cage = Cage.tried(toolchain.tool("bubblewrap").map(Tool::path), home, processes);
      return cage.level() == Cage.Level.BUBBLEWRAP ? Optional.empty() : Optional.of(cage.reason());
    }
  }

  private Finding cage() {
    return noCage
        .map(
            why ->
                Finding.note(
                    HERE,
                    "cage",
                    why,
                    "without it Python models and other people's code are refused; your own main"
                        + " branch runs with external access off. Of those who think only rules and"
                        + " model: work: claude-code, codex, acp: agents and the policy's commands"
                        + " do not"))
        .orElseGet(() -> Finding.fine(HERE, "cage", "bubblewrap holds: a process was tried in it"));
  }

  /** The private key speaks for people: nobody else on this machine may read it. */
  private List<Finding> keys() {
    Path key = home.keys().resolve("decisions.key");
    if (!Files.exists(key)) {
      return List.of(
          Finding.note(
              HERE,
              "keys",
              "there is no key to sign decisions with yet",
              "./nightshift up makes it"));
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
      boolean own =
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
              .containsAll(permissions);
      return List.of(
          own
              ? Finding.fine(HERE, "keys", key + " is readable by its owner alone")
              : Finding.wrong(HERE, "keys", key + " is open to others", "chmod 600 " + key));
    } catch (IOException | UnsupportedOperationException unreadable) {
      return List.of(Finding.wrong(HERE, "keys", key + " cannot be looked at", "chmod 600 " + key));
    }
  }
}
