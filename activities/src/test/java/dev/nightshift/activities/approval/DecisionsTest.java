package dev.nightshift.activities.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {
  private static final Decision YES =
      new Decision(Choice.APPROVE, "ada@example.com", "abc", "fine", "board", "");

  @TempDir Path keys;

  @Test
  void what_was_signed_verifies_and_nothing_else_does() {
    Decisions decisions = made();
    Decision signed = decisions.sign("fix/shop/1", "base", "proof", YES);
    assertTrue(decisions.verify("fix/shop/1", "base", "proof", signed));
    assertFalse(decisions.verify("fix/shop/2", "base", "proof", signed));
    assertFalse(decisions.verify("fix/shop/1", "other", "proof", signed));
    assertFalse(decisions.verify("fix/shop/1", "base", "other", signed));
    for (Decision forged :
        new Decision[] {
          with(signed, Choice.REJECT, "ada@example.com", "abc", signed.signature()),
          with(signed, Choice.APPROVE, "eve@example.com", "abc", signed.signature()),
          with(signed, Choice.APPROVE, "ada@example.com", "abd", signed.signature()),
          with(signed, Choice.APPROVE, "ada@example.com", "abc", "AAAA"),
          with(signed, Choice.APPROVE, "ada@example.com", "abc", "not base64 !")
        }) {
      assertFalse(decisions.verify("fix/shop/1", "base", "proof", forged), forged.toString());
    }
  }

  @Test
  void keys_are_made_once_and_read_by_their_owner_only() throws IOException {
    Decisions decisions = made();
    Decision signed = decisions.sign("w", "b", "v", YES);
    new Decisions(keys).makeKeys();
    assertTrue(new Decisions(keys).verify("w", "b", "v", signed));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(keys.resolve("decisions.key"))));
  }

  @Test
  void without_keys_it_is_said_which_is_missing() {
    Decisions decisions = new Decisions(keys);
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> decisions.sign("w", "b", "v", YES));
    assertEquals(ErrorKind.UNAUTHORIZED, ErrorKind.of(failure));
    assertTrue(ErrorKind.messageOf(failure).contains("decisions.key"));
  }

  @Test
  void a_damaged_key_is_said_to_be_damaged() throws IOException {
    Decisions decisions = made();
    Decision signed = decisions.sign("w", "b", "v", YES);
    Files.writeString(keys.resolve("decisions.pub"), "nonsense");
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> decisions.verify("w", "b", "v", signed));
    assertEquals(ErrorKind.UNAUTHORIZED, ErrorKind.of(failure));
  }

  private Decisions made() {
    Decisions decisions = new Decisions(keys);
    decisions.makeKeys();
    return decisions;
  }

  private static Decision with(
      Decision like, Choice choice, String person, String patch, String signature) {
    return new Decision(choice, person, patch, like.reason(), like.channel(), signature);
  }
}
