package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Usage;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** One question on its way: entered in the book before, and its answer after. */
final class Sending {
  /** Each time it may have cost all that it can: who stays silent is not asked on. */
  private static final int TRIES = 3;

  private final Settings.Model model;
  private final String key;
  private final Duration silence;
  private final Wire wire;
  private final InstantSource clock;

  Sending(Settings.Model model, String key, Duration silence, Wire wire, InstantSource clock) {
    this.model = model;
    this.key = key;
    this.silence = silence;
    this.wire = wire;
    this.clock = clock;
  }

  Came send(Request request, Dialect dialect, TurnBook.Page page) {
    HttpRequest http = http(request, dialect);
    Hearing hearing = dialect.hearing();
    Meter meter = new Meter(model, hearing::event);
    TurnBook.Line line = page.ask(request.hash(), request.most(model));
    Reply reply;
    try {
      reply = wire.send(http, Refusal.who(model), silence, meter::take);
    } catch (NeverSent unsent) {
      line.strike();
      throw ErrorKind.UNAVAILABLE.failure(
          "%s cannot be reached at %s: %s"
              .formatted(Refusal.who(model), model.address(), unsent.getCause()),
          unsent);
    } catch (ApplicationFailure silent) {
      throw page.unanswered(request.hash()) < TRIES || ErrorKind.of(silent) != ErrorKind.TIMED_OUT
          ? silent
          : ErrorKind.TIMED_OUT.lastingFailure(
              silent.getOriginalMessage() + " It was asked " + TRIES + " times.",
              silent,
              page.usage());
    }
    if (!reply.isAnswer()) {
      line.strike();
      return refused(reply, dialect);
    }
    meter.end();
    return heard(request, hearing, meter, line);
  }

  private HttpRequest http(Request request, Dialect dialect) {
    URI address = URI.create(model.address() + dialect.path());
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(request.body());
    if (address.getScheme().equals("http")) {
      // The offer to go on in HTTP/2 makes some servers of models lose the question.
      http.version(HttpClient.Version.HTTP_1_1);
    }
    dialect.sign(http, key);
    return http.build();
  }

  private Came refused(Reply reply, Dialect dialect) {
    if (reply.isTooLong()) {
      return new Came.TooLong();
    }
    Optional<Dialect> plainer =
        reply.status() == 400 ? dialect.plainer(reply.error()) : Optional.empty();
    if (plainer.isPresent()) {
      return new Came.Otherwise(plainer.get());
    }
    throw new Refusal(model).of(reply, clock.instant());
  }

  private Came heard(Request request, Hearing hearing, Meter meter, TurnBook.Line line) {
    JsonNode error = hearing.error();
    if (!error.isMissingNode() && !error.isNull()) {
      line.broken(meter.isTold() ? meter.usage() : Usage.NONE);
      if (Reply.isTooLong(error)) {
        return new Came.TooLong();
      }
      throw new Refusal(model).within(error);
    }
    if (meter.isGarbled() || !hearing.isWhole()) {
      throw ErrorKind.UNAVAILABLE.failure(
          Refusal.who(model) + " was cut off in the middle of its answer.");
    }
    Answer answer = hearing.answer(Dialect.by(model));
    line.answered(answer, usage(request, meter));
    return new Came.Whole(answer);
  }

  /** A server that does not tell is counted by length. */
  private Usage usage(Request request, Meter meter) {
    if (meter.isTold()) {
      return meter.usage();
    }
    long said = Math.min(model.maxOutput(), Measure.tokens(meter.length()));
    return new Usage(request.tokens(), said, 1, model.prices().most(request.tokens(), said));
  }
}
