package dev.nightshift.activities.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CageTest {
  private static final Alive QUIET = detail -> {};
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  private Processes processes;
  private Cage cage;
  private Path job;

  @BeforeEach
  void a_cage() throws IOException {
    Home home = new Home(folder.resolve("home"));
    processes = new Processes(home);
    Toolchain tools = Toolchain.of(Home.of(System.getenv()));
    cage = Cage.tried(tools.tool("bubblewrap").map(Toolchain.Tool::path), home, processes);
    Needs.part("bubblewrap", cage.level() == Cage.Level.BUBBLEWRAP, cage.reason());
    job = Files.createDirectory(folder.resolve("job"));
  }

  @AfterEach
  void closed() {
    processes.close();
  }

  private Outcome run(String script) {
    return run(script, Limits.standard());
  }

  private Outcome run(String script, Limits limits) {
    Command command =
        Command.of(job, Duration.ofSeconds(20), List.of("/bin/sh", "-c", script))
            .with(Map.of("PATH", "/usr/bin:/bin"));
    return processes.run(
        cage.enclose(command, new Walls(List.of(), List.of(), List.of(job), limits)), QUIET);
  }

  @Test
  void it_writes_in_its_folder_and_nowhere_else() throws IOException {
    Path beside = Files.writeString(folder.resolve("beside"), "mine");
    // Looked at first: an ordinary user may write in the cage's own memory, which nobody keeps.
    Outcome outcome =
        run(
            "ls "
                + folder
                + "; echo done > here; echo no > "
                + beside
                + "; echo no > /usr/x; echo no > /x && ls /x");

    assertEquals("job\n", outcome.stdout().text());
    assertEquals("done\n", Files.readString(job.resolve("here")));
    assertEquals("mine", Files.readString(beside));
    assertFalse(Files.exists(Path.of("/usr/x")));
    assertFalse(Files.exists(Path.of("/x")));
  }

  @Test
  void it_has_no_rights_and_is_not_root_on_the_host() throws IOException {
    Outcome outcome =
        run("touch here; grep -E '^(CapEff|CapPrm|CapBnd|NoNewPrivs)' /proc/self/status");

    assertTrue(outcome.stdout().text().contains("CapEff:\t0000000000000000"));
    assertTrue(outcome.stdout().text().contains("NoNewPrivs:\t1"));
    int owner =
        (Integer) Files.getAttribute(job.resolve("here"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    assertNotEquals(0, owner);
  }

  @Test
  void it_can_list_the_little_that_there_is_of_the_systems_settings() {
    Outcome outcome = run("ls /etc");

    assertTrue(outcome.succeeded(), outcome.stderr().text());
    assertTrue(outcome.stdout().text().contains("passwd\n"), outcome.stdout().text());
  }

  @Test
  void it_sees_no_secret_of_ours() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    Outcome outcome =
        run(
            "cat "
                + secret
                + " /etc/shadow; ls -A / /root /home; ls -d /proc/[0-9]*; echo given; env; echo read;"
                + " cat /proc/*/environ | tr '\\0' '\\n'");

    String said = outcome.stdout().text();
    assertFalse(said.contains("s3cret"));
    assertFalse(said.contains("root:"), said);
    String[] given = said.split("\ngiven\n|\nread\n", -1);
    assertEquals(Set.of("PATH", "PWD"), names(given[1]), said);
    // An ordinary user may read what bubblewrap was started with: our mark, which opens nothing.
    Set<String> read = names(given[2]);
    read.removeAll(Set.of("PATH", "PWD", Processes.MARK));
    assertEquals(Set.of(), read, said);
    long seen = said.lines().filter(line -> line.startsWith("/proc/")).count();
    assertTrue(seen <= 4, "it sees " + seen + " processes");
  }

  private static Set<String> names(String variables) {
    return variables
        .lines()
        .map(line -> line.replaceFirst("=.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void it_reaches_no_network_and_no_loopback() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String dial = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort();
      Command command =
          Command.of(job, Duration.ofSeconds(20), List.of("/bin/bash", "-c", dial + " && echo in"));
      Walls walls = new Walls(List.of(), List.of(), List.of(job), Limits.standard());

      assertEquals("in\n", processes.run(command, QUIET).stdout().text());
      Outcome caged = processes.run(cage.enclose(command, walls), QUIET);
      assertTrue(caged.stderr().text().contains("refused"), caged.stderr().text());
    }
  }

  @Test
  void a_process_that_left_its_parent_twice_does_not_survive() {
    Outcome outcome = run("setsid sh -c '(sleep 4321 &)' < /dev/null > /dev/null 2>&1; echo done");

    assertEquals("done\n", outcome.stdout().text());
    assertFalse(
        ProcessHandle.allProcesses()
            .flatMap(process -> process.info().arguments().stream())
            .anyMatch(arguments -> List.of(arguments).contains("4321")));
  }

  @Test
  void a_fork_bomb_stays_small() {
    Limits small = new Limits(256 * MIB, 30, 64, 10 * MIB, 20 * MIB, MIB);
    Outcome outcome =
        run("for i in $(seq 1 200); do sleep 5 & done; echo $(jobs -p | wc -l)", small);
    assertTrue(outcome.stderr().text().contains("annot fork"), outcome.stderr().text());
  }

  @Test
  void a_file_a_scratch_folder_and_a_job_folder_cannot_be_filled() {
    Limits small = new Limits(256 * MIB, 50, 64, 2 * MIB, 5 * MIB, MIB);
    Outcome file = run("head -c 10000000 /dev/zero > one; stat -c %s one", small);
    assertEquals("" + 2 * MIB, file.stdout().text().strip());

    Outcome scratch = run("head -c 2000000 /dev/zero > /tmp/one; echo $?; df -B1 /dev/shm", small);
    assertTrue(scratch.stdout().text().startsWith("1\n"), scratch.stdout().text());

    Outcome many = run("i=0; while :; do i=$((i+1)); head -c 1000000 /dev/zero > f$i; done", small);
    assertEquals(Outcome.Ending.DISK, many.ending());
  }

  @Test
  void memory_is_bounded() {
    Limits small = new Limits(64 * MIB, 50, 64, 2 * MIB, 5 * MIB, MIB);
    Outcome outcome = run("x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#x}", small);
    assertFalse(outcome.stdout().text().contains("200000000"));
  }

  @Test
  void a_link_that_a_job_left_is_given_away_but_not_what_it_points_to() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "mine");
    Files.createSymbolicLink(job.resolve("link"), precious);
    Object owner = Files.getAttribute(precious, "unix:uid");

    run("true");

    assertEquals(owner, Files.getAttribute(precious, "unix:uid"));
  }

  @Test
  void as_an_ordinary_user_it_takes_a_user_namespace() throws IOException {
    Path program = Toolchain.of(Home.of(System.getenv())).required("bubblewrap").path();
    Path etc = Files.createDirectories(folder.resolve("etc"));
    for (String name : List.of("passwd", "group", "hosts")) {
      Files.writeString(etc.resolve(name), "");
    }
    Cage ordinary = new Bubblewrap(program, etc, Lodgers.ourselves());
    String script = "echo in > here && cat here; grep CapEff /proc/self/status; ls " + folder;
    Command command =
        Command.of(job, Duration.ofSeconds(20), List.of("/bin/sh", "-c", script))
            .with(Map.of("PATH", "/usr/bin:/bin"));
    Walls walls = new Walls(List.of(), List.of(), List.of(job), Limits.standard());

    Outcome outcome = processes.run(ordinary.enclose(command, walls), QUIET);

    assertEquals("in\nCapEff:\t0000000000000000\njob\n", outcome.stdout().text());
  }

  @Test
  void where_bubblewrap_cannot_run_the_level_says_why() throws IOException {
    Home home = new Home(folder.resolve("other"));
    Cage absent = Cage.tried(Optional.empty(), home, processes);
    assertEquals(Cage.Level.NONE, absent.level());
    assertTrue(absent.reason().contains("install"));

    Cage unfit = Cage.tried(Optional.of(Path.of("/bin/false")), home, processes);
    assertEquals(Cage.Level.NONE, unfit.level());
    assertTrue(unfit.reason().contains("exit code 1"), unfit.reason());
  }
}
