package dev.nightshift.starter.board;

import dev.nightshift.activities.chat.FileChat;
import java.util.Comparator;
import java.util.List;

/** The messages of the embedded chat. */
public final class ChatMessages implements Messages {
  private final FileChat chat;

  public ChatMessages(FileChat chat) {
    this.chat = chat;
  }

  @Override
  public List<Message> latest(int most) {
    return chat.channels().stream()
        .flatMap(channel -> chat.read(channel).stream())
        .map(
            post -> new Message(post.channel(), post.thread(), post.text(), Millis.of(post.time())))
        .sorted(Comparator.comparingLong(Message::at).reversed())
        .limit(most)
        .toList();
  }
}
