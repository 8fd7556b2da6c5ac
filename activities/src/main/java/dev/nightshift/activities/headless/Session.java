package dev.nightshift.activities.headless;

import dev.nightshift.activities.agents.AgentFile;
import dev.nightshift.activities.agents.AgentFiles;
import dev.nightshift.activities.door.Door;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.Walls;
import dev.nightshift.workflows.ports.Engines.Beat;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Leash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try at a task by a command-line agent. */
final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  /** Each cage has a loopback of its own, so the port is always free. */
  private static final int PORT = 8787;

  private static final String LOOPBACK = "http://127.0.0.1:" + PORT;

  private final Workshop workshop;
  private final Agent agent;
  private final Path program;
  private final Access access;
  private final Task task;
  private final Attempt attempt;
  private final AgentFolder folder;
  private final Memory memory;
  private final Leash leash;

  Session(
      Workshop workshop,
      Agent agent,
      Path program,
      Access access,
      Task task,
      Attempt attempt,
      AgentFolder folder) {
    this.workshop = workshop;
    this.agent = agent;
    this.program = program;
    this.access = access;
    this.task = task;
    this.attempt = attempt;
    this.folder = folder;
    this.memory = folder.memory();
    this.leash = task.leash();
  }

  Result work() throws IOException {
    Kept before = memory.kept();
    Results results = new Results(task, workshop.blobs());
    Ending spent = spent(before);
    if (spent != null) {
      return results.of(spent, "", new Leavings(before.patch(), null, "", ""), before);
    }
    Guarded guarded = guarded(before);
    try (Checkout checkout = open(before)) {
      guarded = guarded == null ? Guarded.of(checkout.project()) : guarded;
      guarded.restore();
      SoFar soFar = SoFar.of(checkout);
      Toolbox tools =
          Toolbox.of(
              workshop.tools(), workshop.blobs(), task, soFar, attempt.within("tools"), memory);
      return results.of(
          sit(soFar, before, tools), checkout, guarded, memory.kept(), attempt.number());
    }
  }

  private Ending spent(Kept before) {
    if (before.seconds() >= leash.seconds()) {
      return new Ending(Stopped.BUDGET, "the session's time is over", false);
    }
    return before.spent().dollars() >= leash.dollars()
        ? new Ending(Stopped.BUDGET, "the session's money is spent", false)
        : null;
  }

  /** Null where the folder that is opened next is the base itself. */
  private Guarded guarded(Kept before) throws IOException {
    if (before.patch() == null) {
      return null;
    }
    try (Checkout base = workshop.checkouts().open(task.workspace(), attempt.key())) {
      return Guarded.of(base.project());
    }
  }

  /** The same folder in each try: the transcript is full of its path. */
  private Checkout open(Kept before) {
    return workshop
        .checkouts()
        .open(
            before.patch() == null ? task.workspace() : task.workspace().with(before.patch()),
            attempt.key());
  }

  private Sat sit(SoFar soFar, Kept before, Toolbox tools) throws IOException {
    Checkout checkout = soFar.checkout();
    Silence silence = new Silence(System::nanoTime);
    Leashed meter = new Leashed(leash, memory);
    Notes notes = agent.notes(folder.home());
    Minutes minutes = Minutes.after(before, workshop.blobs());
    Keeping keeping =
        new Keeping(notes, minutes, soFar, workshop.blobs(), memory, workshop.keepEvery());
    Tariff tariff = agent.tariff(workshop.tariff());
    notes.prepare();
    if (before.transcript() != null) {
      notes.restore(before.place(), workshop.blobs().read(before.transcript()));
    }
    Told told;
    int status;
    Sitting.Ended ended;
    try (Door door = Door.open();
        Control control = Control.open(door.folder().resolve("control"));
        ToolDoor toolDoor =
            ToolDoor.open(door.folder().resolve("tools"), tools.shapes(), tools, silence);
        ModelDoor model = ModelDoor.open(door.socket(), access, tariff, meter, silence)) {
      Agent.Start start = start(door, model.path(), checkout, before, tools);
      try (Talk talk = agent.talk(start, why -> memory.update(kept -> kept.refusing(why)))) {
        Hearing hearing = new Hearing(talk, silence, minutes);
        Sitting sitting =
            new Sitting(
                workshop.processes(),
                command(door, start, checkout, before).withInput(talk.input()),
                hearing,
                silence,
                Duration.ofSeconds(leash.silentSeconds()),
                control,
                () -> !tools.circles().isEmpty());
        try {
          ended = sitting.untilEnd(() -> beat(hearing, keeping));
        } finally {
          minutes.add(talk.unsaid());
          keepLast(keeping, hearing.told());
        }
        told = hearing.told();
      }
      status = model.lastStatus();
    }
    double said = told.dollars();
    memory.update(kept -> kept.costing(said, before));
    // Whether it was stopped or ended at once by itself is a matter of milliseconds.
    Ending ending =
        tools.circles().isEmpty()
            ? Ending.of(
                ended.stop(), told, status, meter.isRefusal(), meter.refused(), ended.said())
            : new Ending(Stopped.CIRCLES, tools.circles(), false);
    log.info("{}: {} {}", agent.name(), ending.stopped(), ending.why());
    return new Sat(ending, told.words(), soFar.before());
  }

  /** How a sitting ended, the agent's last words, and how much the project held before. */
  record Sat(Ending ending, String words, Extent before) {}

  private void beat(Hearing hearing, Keeping keeping) {
    keeping.beat(hearing.told());
    workshop.says().accept(new Beat(hearing.progress(), memory.kept().talk()));
  }

  /** An interrupted thread can write nothing, and this is what the next try goes on with. */
  private static void keepLast(Keeping keeping, Told told) {
    boolean interrupted = Thread.interrupted();
    keeping.keep(told);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Agent.Start start(Door door, String path, Checkout checkout, Kept before, Toolbox toolbox)
      throws IOException {
    boolean resumes = before.transcript() != null;
    String session =
        resumes
            ? before.session()
            : UUID.nameUUIDFromBytes(attempt.key().getBytes(StandardCharsets.UTF_8)).toString();
    return new Agent.Start(
        checkout.project(),
        folder.home(),
        session,
        resumes,
        words(before, toolbox),
        access.model(),
        LOOPBACK + path,
        leash.turns() - before.spent().turns(),
        leash.dollars() - before.spent().dollars(),
        toolbox.shapes().isEmpty() ? List.of() : bridge(door));
  }

  private Command command(Door door, Agent.Start start, Checkout checkout, Kept before)
      throws IOException {
    List<String> argv = python();
    argv.add(door.bring(Session.class, "inside.py").toString());
    argv.addAll(List.of(door.socket().toString(), door.folder().resolve("control").toString()));
    argv.addAll(List.of("" + PORT, program.toString()));
    argv.addAll(agent.arguments(start));
    Duration left = Duration.ofSeconds(leash.seconds() - before.seconds());
    Command plain =
        Command.of(checkout.project(), left, argv).with(environment(start.base())).with(attempt);
    return workshop.cage().enclose(plain, walls(door, checkout));
  }

  private List<String> python() {
    return new ArrayList<>(List.of(workshop.python().program().toString(), "-I", "-S"));
  }

  /** What the agent starts to talk to our tools. */
  private List<String> bridge(Door door) throws IOException {
    List<String> argv = python();
    argv.add(door.bring(Session.class, "tools.py").toString());
    argv.add(door.folder().resolve("tools").toString());
    return argv;
  }

  /** For a session that begins. */
  private String words(Kept before, Toolbox tools) {
    Prompt prompt = new Prompt(task, who(), tools.shapes(), workshop.blobs());
    return before.equals(Kept.NOTHING) ? prompt.first() : prompt.anew();
  }

  /** Whoever is given a message is the agent of its file; who mends, by the team's file alone. */
  private String who() {
    AgentFiles.Team team = new AgentFiles(workshop.checkouts()).of(task.workspace());
    if (task.causes().isEmpty()) {
      return team.agent(task.role()).map(AgentFile::words).orElse("");
    }
    AgentFile mends = team.working(task.role());
    return mends.isTeams() ? mends.words() : "";
  }

  private Map<String, String> environment(String model) {
    Map<String, String> environment =
        new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8"));
    environment.putAll(agent.environment(folder.home(), model, access));
    environment.put("HOME", folder.home().toString());
    return environment;
  }

  private Walls walls(Door door, Checkout checkout) throws IOException {
    List<Path> tools = new ArrayList<>(workshop.python().folders());
    for (Path shown : agent.shown(program)) {
      // What is there already cannot be laid over itself, where it is a link.
      if (!shown.startsWith("/usr") && tools.stream().noneMatch(shown::startsWith)) {
        tools.add(shown);
      }
    }
    List<Path> writable = List.of(checkout.project(), folder.home(), door.folder());
    Limits limits = Limits.ofAgents(Extent.of(checkout.project()).bytes());
    return new Walls(tools, List.of(checkout.root()), writable, limits);
  }
}
