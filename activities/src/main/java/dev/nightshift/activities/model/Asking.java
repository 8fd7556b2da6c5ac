package dev.nightshift.activities.model;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Models.Ask;
import dev.nightshift.workflows.ports.Models.Call;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.Stop;
import dev.nightshift.workflows.ports.Models.Turn;
import dev.nightshift.workflows.values.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn: what may be asked is asked, shortened where it must be, and what came is kept. */
final class Asking {
  /** As the blob is called that holds all that was said. */
  static final String CONVERSATION = "conversation.json";

  private static final Logger log = LoggerFactory.getLogger(Asking.class);

  /** Turns stand in the history of a flow, hundreds of them. */
  private static final int SAID = 300;

  /** It is what the session says of its work in the end. */
  private static final int LAST_WORD = 4_000;

  private final Ask ask;
  private final Settings.Model model;
  private final Opening opening;
  private final TurnBook.Page page;
  private final Sending sending;
  private final Blobs blobs;
  private Dialect dialect;
  private boolean shortened;

  Asking(
      Ask ask,
      Settings.Model model,
      Opening opening,
      Dialect dialect,
      TurnBook.Page page,
      Sending sending,
      Blobs blobs) {
    this.ask = ask;
    this.model = model;
    this.opening = opening;
    this.dialect = dialect;
    this.page = page;
    this.sending = sending;
    this.blobs = blobs;
  }

  /** How many tokens a conversation may have beside an answer. */
  static long room(Settings.Model model) {
    return (long) model.window() - model.maxOutput();
  }

  Turn turn(Conversation conversation) {
    Request whole = request(conversation);
    return Trimming.isDue(whole.tokens(), room(model))
        ? put(Trimming.fit(conversation, whole.tokens(), room(model)))
        : put(conversation, whole);
  }

  /** How the API was asked in the end. */
  Dialect dialect() {
    return dialect;
  }

  private Turn put(Conversation conversation) {
    return put(conversation, request(conversation));
  }

  private Turn put(Conversation conversation, Request request) {
    Optional<Answer> kept = page.answer(request.hash());
    if (kept.isPresent()) {
      return said(conversation, kept.get());
    }
    if (request.tokens() > room(model)) {
      return stopped(conversation, Stop.TOO_LONG);
    }
    if (mayExceed(request)) {
      return stopped(conversation, Stop.LEASH);
    }
    Came came = sending.send(request, dialect, page);
    if (came instanceof Came.Whole whole) {
      return said(conversation, whole.answer());
    }
    if (came instanceof Came.Otherwise otherwise) {
      dialect = otherwise.dialect();
      return put(conversation);
    }
    Conversation less = Trimming.harder(conversation, request.tokens());
    if (shortened || less.equals(conversation)) {
      return stopped(conversation, Stop.TOO_LONG);
    }
    shortened = true;
    return put(less);
  }

  private Request request(Conversation conversation) {
    return Request.of(
        dialect.request(model, opening, conversation, TurnBook.sessionName(ask.session())));
  }

  private boolean mayExceed(Request request) {
    Usage most = ask.spent().plus(page.usage()).plus(request.most(model));
    return ask.spent().turns() >= ask.leash().turns()
        || most.dollars() > ask.leash().dollars()
        || most.inputTokens() + most.outputTokens() > ask.leash().tokens();
  }

  private Turn said(Conversation conversation, Answer answer) {
    Round round = answer.round();
    List<Call> calls = new ArrayList<>();
    for (Asked call : round.calls()) {
      if (!call.broken()) {
        calls.add(
            new Call(
                call.id(),
                Exact.beginning(call.tool(), SAID),
                blobs.putText("arguments.json", call.arguments())));
      }
    }
    String words = Exact.beginning(round.text(), round.calls().isEmpty() ? LAST_WORD : SAID);
    return ended(conversation.with(round), words, calls, answer.stop());
  }

  private Turn stopped(Conversation conversation, Stop stop) {
    return ended(conversation, "", List.of(), stop);
  }

  private Turn ended(Conversation whole, String said, List<Call> calls, Stop stop) {
    Usage usage = page.usage();
    log.info(
        "turn {} of {}: {}, {} calls, {} tokens in, {} out, ${}",
        ask.number(),
        model.name(),
        stop,
        calls.size(),
        usage.inputTokens(),
        usage.outputTokens(),
        usage.dollars());
    return new Turn(blobs.put(CONVERSATION, Exact.bytes(whole)), said, calls, stop, usage);
  }
}
