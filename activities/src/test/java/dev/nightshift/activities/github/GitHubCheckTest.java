package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.github.GitHubCheck.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of GitHub. */
class GitHubCheckTest {
  @TempDir Path temporary;
  private Shop shop;

  @BeforeAll
  static void needsTheDescription() {
    Published.needed();
  }

  @BeforeEach
  void gitHub() throws IOException {
    shop = new Shop(temporary);
  }

  @AfterEach
  void everything_that_went_over_the_line_was_as_described() {
    shop.close();
    assertEquals(List.of(), shop.gitHub.wrong);
  }

  @Test
  void who_we_are_and_that_we_may_push_is_said() {
    List<Seen> seen = seen();
    assertTrue(seen.stream().allMatch(Seen::isRight), seen.toString());
    assertEquals(GitHubDouble.US + " at " + shop.gitHub.address(), seen.get(0).says());
  }

  @Test
  void what_we_may_not_do_is_said_with_how_to_get_it() {
    shop.gitHub.mayPush = false;
    Seen rights = seen().get(1);
    assertTrue(rights.says().contains("may not push"), rights.says());
    assertTrue(rights.todo().contains("«Contents»"), rights.todo());
  }

  @Test
  void a_token_that_is_missing_is_said() {
    shop.environment = Map.of();
    String says = seen().get(0).says();
    assertTrue(says.contains(Connections.TOKEN), says);
    assertTrue(says.contains("for the worker, and for the starter"), says);
  }

  private List<Seen> seen() {
    return new GitHubCheck(shop.connections()).of(shop.project());
  }
}
