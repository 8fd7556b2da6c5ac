package dev.nightshift.starter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        8);
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
        8);
  }
}
