package dev.nightshift.activities.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Chat.Matter;
import dev.nightshift.workflows.ports.Chat.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChatTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-20T02:00:00Z");

  @Test
  void the_same_key_posts_once() {
    FileChat chat = chat();
    String first = chat.post(message("k1", "hello\nworld"));
    assertEquals(first, chat.post(message("k1", "hello again")));
    chat.post(message("k2", "second"));
    assertEquals(
        List.of(
            new Post("k1", "t", "2026-11-20T02:00:00Z", "shop", "data-quality", "hello\nworld"),
            new Post("k2", "t", "2026-11-20T02:00:00Z", "shop", "data-quality", "second")),
        chat.read("data-quality"));
  }

  @Test
  void many_at_once_with_one_key_post_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> posts = new ArrayList<>();
      for (int n = 0; n < 40; n++) {
        String key = "k" + n % 4;
        posts.add(threads.submit(() -> chat().post(message(key, "text"))));
      }
      for (Future<?> post : posts) {
        post.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(4, chat().read("data-quality").size());
  }

  @Test
  void a_line_that_a_crash_cut_off_is_no_message_and_is_posted_again() throws IOException {
    FileChat chat = chat();
    chat.post(message("k1", "first"));
    Files.writeString(
        folder.resolve("data-quality.jsonl"), "{\"key\":\"k2\",\"te", StandardOpenOption.APPEND);
    assertEquals(1, chat.read("data-quality").size());
    chat.post(message("k2", "second"));
    assertEquals(
        List.of("first", "second"), chat.read("data-quality").stream().map(Post::text).toList());
  }

  @Test
  void where_to_look_stands_behind_the_words() throws IOException {
    FileChat chat = chat();
    chat.post(
        new Message(
            "shop", "desk", "k", "t", "Done.", "", Matter.ENDING, "", "/pulls/7", List.of()));
    assertEquals("Done. /pulls/7", chat.read("desk").get(0).text());
  }

  @Test
  void a_channels_name_never_leads_out_of_the_folder() throws IOException {
    FileChat chat = chat();
    chat.post(new Message("shop", "../../evil", "k", "t", "x"));
    chat.post(new Message("shop", "#..-..-evil", "k", "t", "y"));
    assertEquals("x", chat.read("../../evil").get(0).text());
    assertEquals(List.of("#..-..-evil", "../../evil"), chat.channels().stream().sorted().toList());
    assertEquals(ErrorKind.BAD_INPUT, kindOf(new Message("shop", " ", "k", "t", "x")));
    assertEquals(ErrorKind.BAD_INPUT, kindOf(new Message("shop", "c", null, "t", "x")));
  }

  @Test
  void after_the_days_threads_only_questions_come_and_the_silence_is_said_once() {
    for (int run = 1; run <= 4; run++) {
      two().post(ofRun(run, Matter.ENDING));
    }
    two().post(ofRun(5, Matter.QUESTION));
    two().post(ofRun(5, Matter.ENDING));
    List<String> said = chat().read("desk").stream().map(Post::text).toList();
    assertEquals(5, said.size(), said::toString);
    assertEquals(List.of("ENDING 1", "ENDING 2"), said.subList(0, 2));
    assertTrue(said.get(2).startsWith("There were 2 threads of this project within a day"));
    assertEquals(List.of("QUESTION 5", "ENDING 5"), said.subList(3, 5));
    assertEquals("", two().post(ofRun(6, Matter.ENDING)), "it is nowhere");
  }

  @Test
  void a_day_later_and_for_another_project_there_is_room_again() {
    two().post(ofRun(1, Matter.ENDING));
    two().post(ofRun(2, Matter.ENDING));
    two().post(new Message("depot", "desk", "depot#ending", "depot", "theirs"));
    now = now.plus(Duration.ofHours(25));
    two().post(ofRun(3, Matter.ENDING));
    assertEquals(
        List.of("ENDING 1", "ENDING 2", "theirs", "ENDING 3"),
        chat().read("desk").stream().map(Post::text).toList());
  }

  private FileChat two() {
    return new FileChat(folder, () -> now, 2);
  }

  private static Message ofRun(int run, Matter matter) {
    String flow = "fix/shop/" + run;
    String text = matter + " " + run;
    return new Message(
        "shop", "desk", flow + "#" + matter, flow, text, "", matter, "", "", List.of());
  }

  private ErrorKind kindOf(Message message) {
    return ErrorKind.of(assertThrows(RuntimeException.class, () -> chat().post(message)));
  }

  private FileChat chat() {
    return new FileChat(folder, InstantSource.fixed(Instant.parse("2026-11-20T02:00:00Z")));
  }

  private static Message message(String key, String text) {
    return new Message("shop", "data-quality", key, "t", text);
  }
}
