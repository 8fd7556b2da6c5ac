package dev.nightshift.activities.model;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.http.Outbound;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Whether a model of the configuration can be asked, without a question that costs something. */
public final class ModelCheck {
  /** All of these APIs list their models there, for nothing. */
  private static final String LIST = "/v1/models";

  private static final String ADDRESS =
      "see `address` in models of nightshift.yml, and what the network lets through";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Keys keys;
  private final Wire wire = new Wire(Outbound.client());
  private final InstantSource clock;

  /** The environment holds the keys. */
  public ModelCheck(Map<String, String> environment, InstantSource clock) {
    this.keys = new Keys(environment);
    this.clock = clock;
  }

  /** How it is with one, and what to do where that is not right. */
  public record Seen(boolean isRight, String says, String todo) {
    private static Seen right(String says) {
      return new Seen(true, says, "");
    }
  }

  /** Without a question to its server. */
  public Seen here(Settings.Model model) {
    try {
      return Seen.right(
          keys.of(model).isEmpty() ? "asks for no key" : model.key() + " is set here");
    } catch (ApplicationFailure none) {
      return new Seen(false, none.getOriginalMessage(), "");
    }
  }

  public Seen asked(Settings.Model model) {
    Seen here = here(model);
    return here.isRight() ? there(model) : here;
  }

  private Seen there(Settings.Model model) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(model.address() + LIST)).timeout(PATIENCE).GET();
      Dialect.of(model.api()).sign(request, keys.of(model));
      return said(model, wire.send(request.build(), Refusal.who(model), PATIENCE, some -> {}));
    } catch (IllegalArgumentException odd) {
      return new Seen(false, model.address() + " is no address: " + odd.getMessage(), ADDRESS);
    } catch (NeverSent away) {
      return new Seen(
          false,
          Refusal.who(model) + " does not answer at " + model.address() + ": " + away.getCause(),
          ADDRESS);
    } catch (ApplicationFailure silent) {
      return new Seen(false, silent.getOriginalMessage(), ADDRESS);
    }
  }

  private Seen said(Settings.Model model, Reply reply) {
    return switch (reply.status()) {
      case 200 ->
          Seen.right(
              model.model()
                  + " at "
                  + model.address()
                  + (model.key().isEmpty() ? ", which answers" : ", which answers, with the key"));
      // A server of one's own may have nothing but the one address at which it is asked.
      case 404, 405 ->
          Seen.right(
              model.address() + " answers; it lists no models, so the first turn tells the rest");
      default ->
          new Seen(
              false,
              ((ApplicationFailure) new Refusal(model).of(reply, clock.instant()))
                  .getOriginalMessage(),
              "");
    };
  }
}
