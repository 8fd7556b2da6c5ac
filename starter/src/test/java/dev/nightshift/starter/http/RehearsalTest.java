package dev.nightshift.starter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void a_door_of_its_own_is_asked_for_what_is_not_there() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger meant = new AtomicInteger();
    Set<Integer> doors = ConcurrentHashMap.newKeySet();
    Rehearsal.of(
        config -> {
          config.routes.before(
              http -> {
                asked.incrementAndGet();
                doors.add(http.port());
              });
          config.routes.post("/hooks/run", http -> meant.incrementAndGet());
        },
        8,
        Optional.empty());
    assertTrue(asked.get() > 20, asked::toString);
    assertEquals(0, meant.get(), "nobody is told of it");
    assertEquals(1, doors.size());
  }

  @Test
  void where_it_cannot_be_the_door_opens_without_it() {
    Rehearsal.of(
        config -> {
          throw new IllegalStateException("no");
        },
        8,
        Optional.empty());
  }

  @Test
  void what_is_to_be_quick_is_asked_as_its_sender_does() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Rehearsal.of(
        config ->
            config.routes.post(
                "/hooks/run", http -> heard.add(http.header("X-Signed") + " " + http.body())),
        8,
        Optional.of(new Rehearsal.Request("/hooks/run", "X-Signed", "by me", "{\"né\": 1}")));
    assertTrue(heard.size() > 20, heard::toString);
    assertEquals(Set.of("by me {\"né\": 1}"), Set.copyOf(heard));
  }
}
