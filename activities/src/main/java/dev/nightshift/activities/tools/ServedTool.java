package dev.nightshift.activities.tools;

import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.served.ToolServers;
import dev.nightshift.activities.served.ToolServers.Answer;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import io.temporal.failure.ApplicationFailure;

/** A tool of another server. What it gives is from outside, as all that is read. */
final class ServedTool implements Tool {
  private final ToolServers servers;
  private final ToolServer server;
  private final ToolShape shape;

  ServedTool(ToolServers servers, ToolServer server, ToolShape shape) {
    this.servers = servers;
    this.server = server;
    this.shape = shape;
  }

  @Override
  public ToolShape shape() {
    return shape;
  }

  @Override
  public Place place() {
    return Place.ASKS;
  }

  /** Where it does not answer, whoever asked decides what then. */
  @Override
  public String use(Arguments arguments, Desk desk) {
    Answer answer;
    try {
      answer = servers.call(server, shape.name(), arguments.json(), desk.use().key());
    } catch (ApplicationFailure away) {
      if (ErrorKind.of(away) == ErrorKind.INTERRUPTED) {
        throw away;
      }
      throw Declined.cannot(
          ToolBook.quoted("the server " + server.name(), away.getOriginalMessage()));
    }
    String text = ToolBook.quoted("the tool " + shape.name(), answer.text());
    if (answer.failed()) {
      throw Declined.cannot(text);
    }
    return text;
  }
}
