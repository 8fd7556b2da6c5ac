package dev.nightshift.workflows.ledger;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Claims.Holder;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The entity: a map of claims that expire, kept small, continued as new when the server asks. */
public final class LedgerFlow implements Ledger {
  /** A cause that nobody touched for this long is claimed anew. */
  private static final Duration KEPT = Duration.ofDays(14);

  private static final int MOST_ENTRIES = 3_000;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  @WorkflowInit
  public LedgerFlow(State state) {
    entries.putAll(state.entries());
  }

  /** A cancel is not heeded: what would be forgotten is who looks after what. */
  @Override
  public void run(State state) {
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(() -> Workflow.getInfo().isContinueAsNewSuggested());
              Workflow.await(Workflow::isEveryHandlerFinished);
            })
        .run();
    forgetExpired();
    Workflow.continueAsNew(new State(entries));
  }

  @Override
  public Holder claim(String key, String owner, String note) {
    forgetExpired();
    Entry held = entries.get(key);
    if (held != null && !held.owner().equals(owner)) {
      return new Holder(held.owner(), held.note(), false);
    }
    String kept = held != null && note.isEmpty() ? held.note() : note;
    put(key, owner, kept, kept.isEmpty() ? KEPT : Duration.ofDays(NOTED_DAYS));
    return new Holder(owner, kept, true);
  }

  private void put(String key, String owner, String note, Duration lasting) {
    entries.put(key, new Entry(owner, note, Workflow.currentTimeMillis() + lasting.toMillis()));
  }

  @Override
  public void checkClaim(String key, String owner, String note) {
    if (key == null || key.isBlank() || owner == null || owner.isBlank() || note == null) {
      throw ErrorKind.BAD_INPUT.failure("a claim has a key, an owner and a note");
    }
    if (key.length() > LONGEST || owner.length() > LONGEST || note.length() > LONGEST) {
      throw ErrorKind.TOO_LARGE.failure(
          "a claim's key, owner and note have at most " + LONGEST + " characters each");
    }
    requireRoom(key);
  }

  private void requireRoom(String key) {
    if (entries.size() >= MOST_ENTRIES && !entries.containsKey(key)) {
      throw ErrorKind.UNAVAILABLE.failure("the ledger is full until entries expire");
    }
  }

  @Override
  public void remember(String key, String words) {
    forgetExpired();
    // A day more than it counts: by the calendar, a night may be any hour of its day.
    int days = Ids.isTold(key) ? TOLD_DAYS + 1 : REMEMBERED_DAYS;
    put(key, "", words, Duration.ofDays(days));
  }

  @Override
  public void checkWords(String key, String words) {
    if (key == null || key.isBlank() || words == null || words.isBlank()) {
      throw ErrorKind.BAD_INPUT.failure("what is remembered has a key and words");
    }
    if (key.length() > LONGEST || words.length() > LONGEST) {
      throw ErrorKind.TOO_LARGE.failure(
          "what is remembered, and its key, have at most " + LONGEST + " characters each");
    }
    requireRoom(key);
  }

  @Override
  public Allotted allot(String session, Effort wanted, Limits ofTheDay) {
    forgetExpired();
    Optional<Map.Entry<String, Entry>> had = share(session);
    if (had.isPresent()) {
      return new Allotted(SetAside.read(had.get().getValue()), null);
    }
    String today = Ids.spent(day());
    Effort taken =
        entries.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(today))
            .map(entry -> SetAside.read(entry.getValue()))
            .reduce(Effort.NONE, Effort::plus);
    Effort share = wanted.within(ofTheDay, taken);
    Measure lacking = Measure.lacking(wanted, share);
    if (lacking == null) {
      setAside(today + Ids.hash(session), session, share);
    }
    return new Allotted(share, lacking);
  }

  private void setAside(String key, String session, Effort effort) {
    put(key, session, SetAside.written(effort), Duration.ofDays(SPENT_DAYS));
  }

  @Override
  public void checkAllot(String session, Effort wanted, Limits ofTheDay) {
    if (session == null || session.isBlank() || session.length() > LONGEST) {
      throw ErrorKind.BAD_INPUT.failure("a session has a name");
    }
    if (wanted == null || ofTheDay == null || !(wanted.dollars() > 0)) {
      throw ErrorKind.BAD_INPUT.failure("a session wants more than nothing");
    }
    requireRoom("");
  }

  @Override
  public void used(String session, Effort effort) {
    share(session).ifPresent(had -> setAside(had.getKey(), session, effort));
  }

  @Override
  public double take(String session, double wanted, double ofTheDay) {
    Allotted allotted = allot(session, Effort.ofDollars(wanted), Limits.ofDollars(ofTheDay));
    return allotted.had().dollars();
  }

  @Override
  public void spent(String session, double dollars) {
    used(session, Effort.ofDollars(dollars));
  }

  @Override
  public void release(String key, String owner) {
    Entry held = entries.get(key);
    if (held != null && held.owner().equals(owner)) {
      entries.remove(key);
    }
  }

  @Override
  public Map<String, Entry> entries() {
    return Map.copyOf(entries);
  }

  private Optional<Map.Entry<String, Entry>> share(String session) {
    String end = "/" + Ids.hash(session);
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(Ids.SPENT) && entry.getKey().endsWith(end))
        .findFirst();
  }

  /** As it is written, in the same zone everywhere. */
  private static String day() {
    return LocalDate.ofEpochDay(Duration.ofMillis(Workflow.currentTimeMillis()).toDays())
        .toString();
  }

  private void forgetExpired() {
    long now = Workflow.currentTimeMillis();
    entries.values().removeIf(entry -> entry.expiresAt() <= now);
  }
}
