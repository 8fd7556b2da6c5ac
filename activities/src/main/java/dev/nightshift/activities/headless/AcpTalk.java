package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.model.Transcript.Line;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Command.Voice;
import dev.nightshift.workflows.durable.Converter;
import java.util.List;
import java.util.function.Consumer;

/**
 * The client's side of the Agent Client Protocol: JSON-RPC, a line each way. A session is opened or
 * gone on with, prompted once, and over with the answer to that.
 */
final class AcpTalk implements Talk {
  private static final int VERSION = 1;

  /** Banners and warnings are fewer: this is something else. */
  private static final int MOST_NOISE = 1000;

  private static final int LONGEST_WORDS = 20_000;
  private static final int LONGEST_ID = 200;
  private static final int NO_SUCH_METHOD = -32601;

  /** Our questions; each is asked once, so that it has its id. */
  private enum Question {
    INITIALIZE(0, "initialize"),
    LOAD(1, "session/load"),
    OPEN(2, "session/new"),
    PROMPT(3, "session/prompt");

    private final int id;
    private final String method;

    Question(int id, String method) {
      this.id = id;
      this.method = method;
    }
  }

  private final Agent.Start start;
  private final Permissions permissions;
  private final Voice voice = new Voice();
  private final AcpLines lines = new AcpLines();
  private final StringBuilder message = new StringBuilder();
  private Question asked;
  private boolean loads;
  private String session = "";
  private boolean messageIsOver;
  private boolean stopped;
  private int noise;

  AcpTalk(Agent.Start start, Consumer<String> refused) {
    this.start = start;
    this.permissions = new Permissions(start.folder(), start.home(), refused);
    ObjectNode hello = node().put("protocolVersion", VERSION);
    ObjectNode files = hello.putObject("clientCapabilities").put("terminal", false).putObject("fs");
    files.put("readTextFile", false).put("writeTextFile", false);
    hello.putObject("clientInfo").put("name", ToolDoor.NAME).put("version", "1");
    ask(Question.INITIALIZE, hello);
  }

  @Override
  public Command.Input input() {
    return voice;
  }

  @Override
  public synchronized Told heard(Told before, JsonNode event) {
    Told now = before;
    if (event.has("method")) {
      now = event.has("id") ? answered(before, event) : updated(before, event);
    } else if (asked != null && event.path("id").asInt(-1) == asked.id) {
      now = told(before, event);
    } else {
      return noise(before);
    }
    if (!voice.isHeard()) {
      now = now.failed(Ending.PROTOCOL + "it asks on and on, and listens to no answer");
    }
    if (now.ended()) {
      voice.end();
    }
    return now;
  }

  @Override
  public synchronized List<Line> lines(JsonNode event) {
    if (isOfSession(event)) {
      return lines.of(event.path("params").path("update"));
    }
    boolean over = asked == Question.PROMPT && event.path("id").asInt(-1) == asked.id;
    return over && !event.has("method") ? lines.said() : List.of();
  }

  @Override
  public synchronized List<Line> unsaid() {
    return lines.said();
  }

  /** What it repeats of a session that it loads is known. */
  private boolean isOfSession(JsonNode event) {
    return asked == Question.PROMPT
        && event.path("params").path("sessionId").asText().equals(session);
  }

  @Override
  public synchronized Told noise(Told before) {
    return asked == Question.INITIALIZE && ++noise > MOST_NOISE
        ? before.failed(Ending.PROTOCOL + "what it says is no Agent Client Protocol")
        : before;
  }

  /** Its answer to the question that is open. */
  private Told told(Told before, JsonNode event) {
    JsonNode result = event.path("result");
    String wrong = event.has("error") ? said(event.path("error")) : "";
    return switch (asked) {
      case INITIALIZE -> wrong.isEmpty() ? greeted(before, result) : cannot(before, wrong);
      case LOAD ->
          wrong.isEmpty() ? prompted(before, start.session(), Prompt.goOn()) : open(before);
      case OPEN ->
          wrong.isEmpty()
              ? prompted(before, result.path("sessionId").asText(""), start.words())
              : cannot(before, wrong);
      case PROMPT ->
          wrong.isEmpty()
              ? ended(before, result.path("stopReason").asText(""))
              : before.failed(wrong);
    };
  }

  private static Told cannot(Told before, String wrong) {
    return before.failed(Ending.PROTOCOL + "it begins no session. " + wrong);
  }

  private Told greeted(Told before, JsonNode result) {
    int version = result.path("protocolVersion").asInt();
    if (version != VERSION) {
      return before.failed(
          Ending.PROTOCOL + "it speaks version " + version + " of the protocol, and we " + VERSION);
    }
    loads = result.path("agentCapabilities").path("loadSession").asBoolean();
    if (!start.resumes() || !loads) {
      return open(before);
    }
    ask(Question.LOAD, place().put("sessionId", start.session()));
    return before;
  }

  /** What an earlier try left is told in its words. */
  private Told open(Told before) {
    ask(Question.OPEN, place());
    return before;
  }

  private ObjectNode place() {
    ObjectNode place = node().put("cwd", start.folder().toString());
    ArrayNode servers = place.putArray("mcpServers");
    if (!start.tools().isEmpty()) {
      ObjectNode ours = servers.addObject().put("name", ToolDoor.NAME);
      ours.put("command", start.tools().get(0));
      ArrayNode arguments = ours.putArray("args");
      start.tools().stream().skip(1).forEach(arguments::add);
      ours.putArray("env");
    }
    return place;
  }

  /** Known by its session only where it can go on with it. */
  private Told prompted(Told before, String id, String words) {
    if (id.length() > LONGEST_ID) {
      return before.failed(
          Ending.PROTOCOL + "its session has an id of " + id.length() + " letters");
    }
    session = id;
    ObjectNode prompt = node().put("sessionId", id);
    prompt.putArray("prompt").addObject().put("type", "text").put("text", words);
    ask(Question.PROMPT, prompt);
    return loads ? before.in(id) : before;
  }

  private static Told ended(Told before, String reason) {
    return switch (reason) {
      case "end_turn" -> before.done();
      case "refusal" -> before.failed("refusal");
      case "max_turn_requests" -> before.failed("max_turns: the agent allows itself no more");
      case "max_tokens" -> before.failed("max_tokens: the model may say no more at once");
      default -> before.failed("it stopped: " + reason);
    };
  }

  /** What it says of itself meanwhile. */
  private Told updated(Told before, JsonNode event) {
    JsonNode update = event.path("params").path("update");
    if (!isOfSession(event)) {
      return before;
    }
    switch (update.path("sessionUpdate").asText()) {
      case "agent_message_chunk" -> {
        if (messageIsOver) {
          message.setLength(0);
          messageIsOver = false;
        }
        String more = update.path("content").path("text").asText("");
        message.append(more, 0, Math.min(more.length(), LONGEST_WORDS - message.length()));
        return before.saying(message.toString());
      }
      case "tool_call" -> {
        messageIsOver = true;
        String title = "(" + update.path("title").asText("a tool") + ")";
        // Before its first word it is told what it does.
        return message.isEmpty() ? before.saying(title) : before;
      }
      default -> {
        return before;
      }
    }
  }

  /** Of what a client can be asked we do one thing. */
  private Told answered(Told before, JsonNode event) {
    JsonNode id = event.get("id");
    if (!id.isIntegralNumber() && !(id.isTextual() && id.asText().length() <= LONGEST_ID)) {
      return before.failed(Ending.PROTOCOL + "it asks by an id that is none");
    }
    ObjectNode answer = node().put("jsonrpc", "2.0");
    answer.set("id", id);
    if (event.path("method").asText().equals("session/request_permission")) {
      JsonNode params = event.path("params");
      answer.set("result", stopped ? Permissions.cancelled() : permissions.of(params));
    } else {
      answer.putObject("error").put("code", NO_SUCH_METHOD).put("message", "Method not found");
    }
    voice.say(answer.toString());
    return before;
  }

  private void ask(Question question, ObjectNode params) {
    asked = question;
    ObjectNode request = node().put("jsonrpc", "2.0").put("id", question.id);
    request.put("method", question.method).set("params", params);
    voice.say(request.toString());
  }

  @Override
  public synchronized void stop(Control control) {
    stopped = true;
    if (asked != Question.PROMPT) {
      control.interrupt();
      return;
    }
    ObjectNode cancel = node().put("jsonrpc", "2.0").put("method", "session/cancel");
    cancel.putObject("params").put("sessionId", session);
    voice.say(cancel.toString());
  }

  @Override
  public void close() {
    voice.end();
  }

  private static String said(JsonNode error) {
    String data = error.path("data").isMissingNode() ? "" : " " + error.path("data");
    String all = error.path("message").asText("it says no more") + data;
    return all.substring(0, Math.min(500, all.length()));
  }

  private static ObjectNode node() {
    return Converter.json().createObjectNode();
  }
}
