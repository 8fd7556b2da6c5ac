package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.scripted.ScriptedModel;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.workflows.ports.Models.Answered;
import dev.nightshift.workflows.ports.Models.Ask;
import dev.nightshift.workflows.ports.Models.Call;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Models.Turn;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session with a scripted model, as a flow would hold it. */
final class Desk implements AutoCloseable {
  static final String KEY = "sk-of-a-test-0123456789";
  static final String VARIABLE = "DESK_KEY";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}";

  final MemoryBlobs blobs = new MemoryBlobs();
  final ScriptedModel scripted;
  final Home home;
  Settings.Model model;
  Leash leash = Leash.standard();
  Usage spent = Usage.NONE;
  Map<String, String> environment = Map.of(VARIABLE, KEY);
  Instant now = Instant.parse("2026-11-29T03:00:00Z");
  String task = "Mend the failing test.";
  private BlobRef conversation;
  private int number;

  Desk(Path folder, String api, Step... steps) throws IOException {
    scripted = new ScriptedModel(KEY).plays("", steps);
    home = new Home(folder);
    model = called("night", api, "some-model");
  }

  Settings.Model called(String name, String api, String id) {
    Settings.Prices prices = new Settings.Prices(3, 15, 0.3, 3.75);
    return new Settings.Model(name, api, id, scripted.address(), VARIABLE, prices, 100_000, 1_000);
  }

  /** The next turn of the session. */
  Turn turn(Answered... answers) {
    Turn turn = again(answers);
    goOnAfter(turn);
    return turn;
  }

  void goOnAfter(Turn turn) {
    conversation = turn.conversation();
    spent = spent.plus(turn.usage());
    number++;
  }

  /** The turn that is due, without what follows of it: as when its end got lost. */
  Turn again(Answered... answers) {
    return models().turn(ask(answers));
  }

  Ask ask(Answered... answers) {
    return new Ask(
        "agent/shop/1",
        number,
        model.name(),
        opening(),
        conversation,
        List.of(answers),
        leash,
        spent);
  }

  ApiModels models() {
    Settings settings =
        new Settings(
            home.root(),
            "",
            null,
            null,
            List.of(),
            Optional.empty(),
            List.of(model),
            null,
            null,
            null);
    return new ApiModels(settings, home, blobs, environment, () -> now);
  }

  private BlobRef opening() {
    List<ToolShape> tools =
        List.of(new ToolShape("read_file", "Reads a file.", SCHEMA), new ToolShape("list", "", ""));
    return blobs.put(
        "opening.json", Exact.bytes(new Opening("You mend dbt projects.", task, tools)));
  }

  Answered gave(Call call, String text) {
    return new Answered(call.id(), blobs.putText("result", text), null, false);
  }

  /** What the last question held, without the marks of what is to be cached. */
  JsonNode asked() {
    List<ScriptedModel.Seen> seen = scripted.seen();
    return unmarked(seen.get(seen.size() - 1).body());
  }

  List<Integer> statuses() {
    return scripted.seen().stream().map(ScriptedModel.Seen::status).toList();
  }

  /** What was said so far, as the API is told it. */
  static List<JsonNode> said(JsonNode request) {
    List<JsonNode> all = new ArrayList<>();
    request.path(request.has("input") ? "input" : "messages").forEach(all::add);
    return all;
  }

  static JsonNode unmarked(JsonNode request) {
    JsonNode copy = request.deepCopy();
    copy.findParents("cache_control").forEach(one -> ((ObjectNode) one).remove("cache_control"));
    return copy;
  }

  @Override
  public void close() {
    scripted.close();
  }
}
