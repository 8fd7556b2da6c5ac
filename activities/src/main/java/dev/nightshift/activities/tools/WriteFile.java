package dev.nightshift.activities.tools;

import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import java.io.IOException;
import java.util.Optional;

/** Writes a file whole, or one piece of it, which leaves every other byte as it was. */
final class WriteFile implements Tool {
  @Override
  public ToolShape shape() {
    return new ToolShape(
        "write_file",
        "Writes a file of the project. With `replaces` only that piece of it is exchanged, which"
            + " must stand there exactly once: prefer this for files that exist, so that all else"
            + " stays as it is. Without it `content` is the whole file.",
        Schema.of()
            .text("path", "The file, from the dbt project's folder on.")
            .text("content", "The new text.")
            .optionalText("replaces", "The text that stands there now, to the letter.")
            .json());
  }

  @Override
  public Place place() {
    return Place.CHANGES;
  }

  @Override
  public String use(Arguments arguments, Desk desk) throws IOException {
    String path = arguments.text("path");
    String content = arguments.text("content");
    Optional<String> replaces = arguments.optional("replaces").filter(text -> !text.isEmpty());
    String text =
        replaces.isPresent()
            ? replaced(desk.look(tree -> tree.read(path)), replaces.get(), content)
            : content;
    desk.tree().write(path, text);
    desk.changed();
    return path + " is written, " + text.lines().count() + " lines.";
  }

  private static String replaced(String text, String piece, String content) {
    int at = text.indexOf(piece);
    if (at < 0) {
      throw Declined.cannot("the text to be replaced does not stand in the file like that");
    }
    if (text.indexOf(piece, at + 1) >= 0) {
      throw Declined.cannot("the text to be replaced stands in the file more than once");
    }
    return text.substring(0, at) + content + text.substring(at + piece.length());
  }
}
