package dev.nightshift.activities.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
  @TempDir Path folder;

  private Toolchain written(String text) throws IOException {
    Files.writeString(folder.resolve("toolchain.json"), text);
    return Toolchain.of(new Home(folder));
  }

  @Test
  void a_tool_is_where_the_list_says() throws IOException {
    Toolchain.Tool dbt =
        written(
                "{\"format\":1,\"parts\":{\"dbt\":{\"version\":\"1.12.6\",\"path\":\"/d/dbt\","
                    + "\"python\":\"/d/python\",\"bytes\":7}}}")
            .required("dbt");
    assertEquals(new Toolchain.Tool("dbt", Path.of("/d/dbt"), Path.of("/d/python"), "1.12.6"), dbt);
  }

  @Test
  void what_could_not_be_had_is_no_tool_but_a_thing_to_do_without() throws IOException {
    Toolchain list =
        written("{\"format\":1,\"parts\":{\"temporal\":{\"absent\":\"no way to it\"}}}");
    assertTrue(list.tool("temporal").isEmpty());
    assertTrue(list.doesWithout("temporal"));
    assertFalse(list.doesWithout("dbt"), "it was never tried for");
  }

  @Test
  void a_home_without_a_list_has_no_tools_and_says_how_to_get_them() {
    Toolchain none = Toolchain.of(new Home(folder));
    assertTrue(none.tool("dbt").isEmpty());
    RuntimeException missing = assertThrows(RuntimeException.class, () -> none.required("dbt"));
    assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(missing));
    assertTrue(ErrorKind.messageOf(missing).contains("./nightshift toolchain"));
  }

  @Test
  void a_list_that_was_cut_off_is_named() {
    RuntimeException cutOff =
        assertThrows(RuntimeException.class, () -> written("{\"format\":1,\"par"));
    assertEquals(ErrorKind.UNREADABLE, ErrorKind.of(cutOff));
  }
}
