package dev.nightshift.activities.model;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Models;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of the configuration by their APIs: Anthropic's Messages, OpenAI's Responses, and Chat
 * Completions. Nothing is sent that might exceed the leash; what was sent is paid once. A call
 * whose arguments are not a JSON object is not passed on: the model is told so in its next turn.
 */
public final class ApiModels implements Models {
  /** What a tool gave, at the most: more than anybody reads at once. */
  private static final long LONGEST_RESULT = 200_000;

  private final List<Settings.Model> models;
  private final Blobs blobs;
  private final TurnBook book;
  private final Keys keys;
  private final Wire wire;
  private final InstantSource clock;
  private final Map<String, Dialect> dialects = new ConcurrentHashMap<>();

  /** The environment holds the keys. */
  public ApiModels(
      Settings settings,
      Home home,
      Blobs blobs,
      Map<String, String> environment,
      InstantSource clock) {
    this.models = settings.models();
    this.blobs = blobs;
    this.book = new TurnBook(home.turns(), clock);
    this.keys = new Keys(environment);
    this.wire = new Wire(Outbound.client());
    this.clock = clock;
  }

  @Override
  public Turn turn(Ask ask) {
    Settings.Model model = model(ask.model());
    Conversation conversation =
        ask.conversation() == null
            ? Conversation.NONE
            : read(ask.conversation(), Conversation.class);
    Duration silence = Duration.ofSeconds(ask.leash().silentSeconds());
    Asking asking =
        new Asking(
            ask,
            model,
            read(ask.opening(), Opening.class),
            dialects.computeIfAbsent(model.name(), name -> Dialect.of(model.api())),
            book.page(ask.session(), ask.number()),
            new Sending(model, keys.of(model), silence, wire, clock),
            blobs);
    Turn turn = asking.turn(conversation.answered(ask.answered(), answer -> text(answer, model)));
    dialects.put(model.name(), asking.dialect());
    return turn;
  }

  private Settings.Model model(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ErrorKind.NOT_FOUND.failure(
                    "There is no model "
                        + name
                        + " in nightshift.yml; it knows "
                        + models.stream().map(Settings.Model::name).toList()
                        + "."));
  }

  private <T> T read(BlobRef blob, Class<T> type) {
    try {
      return Exact.read(blobs.read(blob), type);
    } catch (IOException spoilt) {
      throw ErrorKind.UNREADABLE.failure(blob.name() + " is not what it should be.", spoilt);
    }
  }

  /** What is said, or the beginning of the blob: a quarter of the model's room at the most. */
  private String text(Answered answer, Settings.Model model) {
    BlobRef content = answer.content();
    if (content == null) {
      return answer.text();
    }
    long most = Math.min(LONGEST_RESULT, Asking.room(model) * 3 / 4);
    try (InputStream stream = blobs.open(content)) {
      String text = new String(stream.readNBytes((int) most), StandardCharsets.UTF_8);
      long rest = content.size() - most;
      return rest > 0 ? text + "\n«the rest, " + rest + " bytes, left out»" : text;
    } catch (IOException unreadable) {
      throw ErrorKind.UNAVAILABLE.failure(
          "what a tool gave cannot be read: " + unreadable, unreadable);
    }
  }
}
