package dev.nightshift.activities.door;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DoorTest {
  @Test
  void what_a_killed_process_left_goes_when_the_next_door_opens() throws IOException {
    Path left = Files.createTempDirectory(Path.of("/tmp"), "nightshift-door-");
    Files.writeString(left.resolve("keeper.py"), "");
    Files.writeString(left.resolve("lock"), "");
    Path young = Files.createTempDirectory(Path.of("/tmp"), "nightshift-door-");
    try (Door first = Door.open();
        Door second = Door.open()) {
      assertFalse(Files.exists(left));
      assertTrue(Files.exists(first.folder()), "the door of somebody who lives was removed");
      assertTrue(Files.exists(young), "one that is not locked yet was removed");
      assertTrue(Files.exists(second.folder()));
    } finally {
      Files.delete(young);
    }
  }

  @Test
  void it_goes_when_it_is_closed() throws IOException {
    Door door = Door.open();
    door.close();
    assertFalse(Files.exists(door.folder()));
  }
}
