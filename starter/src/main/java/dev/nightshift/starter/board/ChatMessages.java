package dev.nightshift.starter.board;

import dev.nightshift.activities.chat.FileChat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was said in the embedded chat. */
public final class ChatMessages implements Messages {
  private final FileChat chat;

  public ChatMessages(FileChat chat) {
    this.chat = chat;
  }

  @Override
  public List<Message> latest(int most) {
    List<Message> all = new ArrayList<>();
    for (String channel : chat.channels()) {
      chat.read(channel)
          .forEach(
              post ->
                  all.add(
                      new Message(
                          channel,
                          post.thread(),
                          post.text(),
                          LocalHostPulls.millis(post.time()))));
    }
    all.sort(Comparator.comparingLong(Message::at).reversed());
    return all.subList(0, Math.min(most, all.size()));
  }
}
