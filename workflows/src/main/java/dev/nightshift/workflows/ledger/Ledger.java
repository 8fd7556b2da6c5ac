package dev.nightshift.workflows.ledger;

import dev.nightshift.workflows.ports.Claims.Holder;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;

/** What several flows of a project must agree on, one entity a project; Temporal is the store. */
@WorkflowInterface
public interface Ledger {
  /** Of a key, an owner and a note: with them 3,000 entries stay under the promised megabyte. */
  int LONGEST = 300;

  /** How long a note holds of where a cause is looked after, or that somebody said no. */
  int NOTED_DAYS = 60;

  /** By these words a note tells that somebody did not want a fix, with a decision or without. */
  String SAID_NO = " said no";

  String UNMERGED = " without a merge";

  /** How long a fix that is in a report alone holds its cause: the code goes on without it. */
  int SUGGESTED_DAYS = 7;

  /** A cause that no report told of for this long is a new one: as long as a claim is kept. */
  int TOLD_DAYS = 14;

  /** Nobody is written to of the same again before this; from then on they are reminded. */
  int REMINDED_DAYS = 7;

  /** What a session spent is known to the end of the longest one that began that day. */
  int SPENT_DAYS = 2;

  /** How long what a person said holds. */
  int REMEMBERED_DAYS = 90;

  @WorkflowMethod
  void run(State state);

  /** Takes a key, or says who has it. One of many at once wins. */
  @UpdateMethod
  Holder claim(String key, String owner, String note);

  @UpdateValidatorMethod(updateName = "claim")
  void checkClaim(String key, String owner, String note);

  /** Gives a key back; somebody else's stays theirs. */
  @UpdateMethod
  void release(String key, String owner);

  /** Words that outlive whoever said them. */
  @UpdateMethod
  void remember(String key, String words);

  @UpdateValidatorMethod(updateName = "remember")
  void checkWords(String key, String words);

  /** Sets aside for a session what it wants of today, of which there is so much in all. */
  @UpdateMethod
  Allotted allot(String session, Effort wanted, Limits ofTheDay);

  @UpdateValidatorMethod(updateName = "allot")
  void checkAllot(String session, Effort wanted, Limits ofTheDay);

  /** How much of what was set aside a session used. */
  @UpdateMethod
  void used(String session, Effort effort);

  /** As {@code allot}, of money alone: what was asked for by an earlier build. */
  @UpdateMethod
  double take(String session, double wanted, double ofTheDay);

  /** As {@code used}, of money alone. */
  @UpdateMethod
  void spent(String session, double dollars);

  @QueryMethod
  Map<String, Entry> entries();

  /**
   * What a session has, and of what there is too little, so that nothing was set aside, or null.
   */
  record Allotted(Effort had, Measure lacking) {}

  /** A claim, by whom, until when. */
  record Entry(String owner, String note, long expiresAt) {
    public Entry {
      owner = owner == null ? "" : owner;
      note = note == null ? "" : note;
    }
  }

  /** What is carried over when the entity continues as new. */
  record State(Map<String, Entry> entries) {
    public State {
      entries = entries == null ? Map.of() : Map.copyOf(entries);
    }

    public static State empty() {
      return new State(Map.of());
    }
  }
}
