package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Left;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a result of how a session ended and of what was left in the folder. */
record Results(Task task, Blobs blobs) {
  /** As often a session is gone on with that ends without a last line, or whose model is away. */
  private static final int PATIENT_ATTEMPTS = 3;

  private static final int LONGEST_WORDS = 20_000;

  Result of(Session.Sat sat, Checkout checkout, Guarded guarded, Kept kept, int attempt)
      throws IOException {
    Ending ending = sat.ending();
    if (ending.again() && attempt < PATIENT_ATTEMPTS) {
      throw ErrorKind.UNAVAILABLE.failure(
          "The agent gave no answer: " + ending.why() + " The next try goes on with its session.");
    }
    boolean committed = guarded.hasOwnCommits();
    guarded.restore();
    Leavings left = Leavings.of(checkout, sat.before());
    String words =
        committed
            ? sat.words() + "\n\n(It made commits of its own; only its files count.)"
            : sat.words();
    return of(ending, words, left, kept);
  }

  Result of(Ending ending, String words, Leavings left, Kept kept) {
    String plain = Quotation.plain(words).strip();
    List<String> why = new ArrayList<>(kept.told());
    String stopped = stopped(ending, left, plain.isEmpty() && why.isEmpty());
    why.add(plain.substring(0, Math.min(LONGEST_WORDS, plain.length())));
    why.add(ending.why().isEmpty() ? "" : "It stopped (" + stopped + "): " + ending.why());
    why.add(kept.refused().isEmpty() ? "" : "Refused:\n\n- " + String.join("\n- ", kept.refused()));
    why.add(left.why().isEmpty() ? "" : "What it left cannot be taken: " + left.why());
    why.removeIf(String::isEmpty);
    String explanation = Quotation.plain(String.join("\n\n", why));
    return new Result(
        left.patch(),
        left.files(),
        left(plain, left.patch() == null),
        explanation,
        kept.talk(),
        kept.worst(),
        stopped);
  }

  /** Who changes nothing mends nothing, and who says nothing either has not answered. */
  private String stopped(Ending ending, Leavings left, boolean silent) {
    if (!left.trouble().isEmpty()) {
      return left.trouble();
    }
    if (!ending.stopped().equals(Stopped.DONE) || left.patch() != null) {
      return ending.stopped();
    }
    if (!task.causes().isEmpty()) {
      return Stopped.GAVE_UP;
    }
    return silent ? Stopped.NO_ANSWER : Stopped.DONE;
  }

  /** What it says itself that it left; all of it where it changed nothing. */
  private List<Left> left(String explanation, boolean all) {
    List<Left> left = new ArrayList<>();
    for (Cause cause : task.causes()) {
      if (cause.verdict() == Verdict.CODE) {
        String said = said(explanation, cause.signature());
        if (!said.isEmpty() || all) {
          left.add(
              new Left(cause.signature(), said.isEmpty() ? "the agent changed nothing" : said));
        }
      }
    }
    return left;
  }

  private static String said(String explanation, String signature) {
    String begins = Prompt.LEFT + signature + ":";
    return explanation
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(begins))
        .map(line -> line.substring(begins.length()).strip())
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }
}
