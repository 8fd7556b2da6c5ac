package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models;
import dev.nightshift.workflows.ports.Purse;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A model that says what a test tells it to, and tools that note how they are used. */
final class FakeMind implements Models, Tools, Engines, Purse {
  /** A turn costs a cent. */
  static final Usage TURN = new Usage(100, 10, 1, 0.01);

  final List<Ask> asked = new CopyOnWriteArrayList<>();
  final List<Use> used = new CopyOnWriteArrayList<>();
  final List<Engines.Task> worked = new CopyOnWriteArrayList<>();
  final AtomicInteger kits = new AtomicInteger();

  /** What there is for the day, what of it is used up, and what each said that it used. */
  volatile Limits day = Limits.ofDollars(50);

  Effort usedUp = Effort.NONE;

  final List<Effort> taken = new CopyOnWriteArrayList<>();
  final List<Effort> spent = new CopyOnWriteArrayList<>();
  String purseTrouble = "";

  /** So often its ledger is away, for as long as nobody would wait for a model. */
  int purseAway;

  String kitTold = "";
  RuntimeException kitTrouble;
  Function<Ask, Turn> script = ask -> says("nothing");
  Function<Use, Given> tools = use -> Given.seen(blob("seen " + use.arguments().name()));
  Function<Engines.Task, Engines.Result> rules =
      task -> new Engines.Result(null, null, null, "no rule", null, null, "gave_up");

  /** How many that look have to be at work at once before any of them ends. */
  CountDownLatch together = new CountDownLatch(0);

  @Override
  public Kit kit(Engines.Task task) {
    kits.incrementAndGet();
    if (kitTrouble != null) {
      throw kitTrouble;
    }
    return new Kit(
        blob("opening"),
        List.of(
            new Offer("read_file", Place.READS),
            new Offer("write_file", Place.CHANGES),
            new Offer("post_slack_message", Place.TELLS),
            new Offer("metrics__list", Place.ASKS),
            new Offer("invoke_agent", Place.DELEGATES)),
        kitTold);
  }

  @Override
  public Agent agent(Workspace workspace, String name, String engine) {
    if (!name.equals("dbt-expert")) {
      throw ErrorKind.NOT_FOUND.failure("no agent is called «" + name + "»");
    }
    return new Agent(name, engine.isEmpty() ? "model:claude" : engine);
  }

  @Override
  public Turn turn(Ask ask) {
    asked.add(ask);
    return script.apply(ask);
  }

  @Override
  public Given use(Use use) {
    used.add(use);
    if (use.tool().equals("read_file")) {
      together.countDown();
      meet();
    }
    return tools.apply(use);
  }

  @Override
  public Share take(String project, String session, Effort wanted) {
    if (!purseTrouble.isEmpty()) {
      throw ErrorKind.NOT_FOUND.failure(purseTrouble);
    }
    if (purseAway-- > 0) {
      throw ApplicationFailure.newBuilder()
          .setMessage("the ledger is away")
          .setType(ErrorKind.UNAVAILABLE.name())
          .setNextRetryDelay(Duration.ofHours(1))
          .build();
    }
    taken.add(wanted);
    Effort share = wanted.within(day, usedUp);
    return new Share(share.of(day), day, Measure.lacking(wanted, share));
  }

  @Override
  public void spent(String project, String session, Effort used) {
    spent.add(used);
  }

  private void meet() {
    try {
      if (!together.await(10, TimeUnit.SECONDS)) {
        throw ErrorKind.BROKEN.failure("those that look did not meet");
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public Engines.Result work(Engines.Task task) {
    worked.add(task);
    return rules.apply(task);
  }

  static Turn says(String words) {
    return new Turn(blob("conversation " + words), words, null, Stop.DONE, TURN);
  }

  static Turn stops(Stop stop) {
    return new Turn(blob("conversation"), "", null, stop, TURN);
  }

  /** Calls are said as tool and argument: {@code read_file:a}. */
  static Turn wants(String... calls) {
    return new Turn(
        blob("conversation"),
        "",
        List.of(calls).stream().map(FakeMind::call).toList(),
        Stop.CALLS,
        TURN);
  }

  private static Call call(String said) {
    int colon = said.indexOf(':');
    return new Call("id-" + said, said.substring(0, colon), blob(said.substring(colon + 1)));
  }

  static Given writes(Use use, String patch) {
    Workspace after = use.workspace().with(blob(patch));
    return new Given(blob("written"), false, false, after, List.of("models/a.sql"), null);
  }

  static Given refuses() {
    return new Given(blob("refused"), false, true, null, null, null);
  }

  /** A blob of which the hash is its name. */
  static BlobRef blob(String name) {
    return new BlobRef(name, name.length(), name);
  }
}
