package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings.Host;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Pull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app instead of a token. */
class AppAccessTest {
  private static final int APP = 4711;
  private static KeyPair pair;

  @TempDir Path temporary;
  private Shop shop;
  private Instant now = Shop.NOW;

  @BeforeAll
  static void needsTheDescription() throws GeneralSecurityException {
    Published.needed();
    pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
  }

  @BeforeEach
  void anAppThatIsInstalled() throws IOException {
    shop = new Shop(temporary);
    shop.gitHub.login = "nightshift-acme[bot]";
    shop.gitHub.token = "none yet";
    shop.gitHub.app.key = pair.getPublic();
    shop.gitHub.app.app = APP;
    shop.gitHub.app.expires = Shop.NOW.plus(Duration.ofHours(1));
    Host host = shop.host("none");
    shop.settings =
        new Host("github", host.api(), host.git(), APP, 0, host.labels(), false, List.of());
    shop.environment =
        Map.of(Connections.APP_KEY, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  @AfterEach
  void everything_that_went_over_the_line_was_as_described() {
    shop.close();
    assertEquals(List.of(), shop.gitHub.wrong);
  }

  @Test
  void an_app_pushes_and_opens_in_its_own_name_with_a_token_for_the_one_repository() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull pull = host.openPull(shop.request("Fix a", false));
    assertEquals("nightshift-acme[bot]", shop.gitHub.pulls.only().author);
    host.comment("shop", pull, "stopped");
    assertEquals(List.of("shop"), shop.gitHub.app.tokens, "one token served for all of it");
    assertEquals(1, shop.gitHub.count("GET /repos/acme/shop/installation"));
  }

  @Test
  void a_token_is_renewed_before_it_ends() {
    AppAccess access =
        new AppAccess(
            new Line(shop.gitHub.address(), () -> now),
            AppKey.of(shop.environment.get(Connections.APP_KEY)),
            APP,
            77,
            "acme/shop",
            () -> now);
    String first = access.token();
    now = now.plus(Duration.ofMinutes(54));
    assertEquals(first, access.token());
    now = now.plus(Duration.ofMinutes(2));
    assertNotEquals(first, access.token());
    assertEquals(2, shop.gitHub.app.tokens.size());
  }

  @Test
  void the_older_form_of_a_key_is_read_too() {
    byte[] whole = pair.getPrivate().getEncoded();
    // Behind 26 bytes that say «RSA» comes what the older form holds alone.
    String older = pem("RSA PRIVATE KEY", Arrays.copyOfRange(whole, 26, whole.length));
    assertEquals(
        AppKey.of(pem("PRIVATE KEY", whole)).sign(APP, now), AppKey.of(older).sign(APP, now));
  }

  @Test
  void a_key_in_a_file_is_read_from_there() throws IOException {
    Path file = temporary.resolve("app.pem");
    Files.writeString(file, shop.environment.get(Connections.APP_KEY));
    shop.environment = Map.of(Connections.APP_KEY + "_FILE", file.toString());
    shop.publishing().publishBranch(shop.publication());
  }

  @Test
  void what_is_no_key_and_an_app_that_does_not_have_this_one_are_told() {
    shop.environment = Map.of(Connections.APP_KEY, "-----BEGIN CERTIFICATE-----");
    assertTrue(unauthorized().contains("PEM"));
    shop.environment = Map.of();
    assertTrue(unauthorized().contains(Connections.APP_KEY));
    shop.environment =
        Map.of(Connections.APP_KEY, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    shop.gitHub.app.app = APP + 1;
    assertTrue(unauthorized().contains("JSON web token"));
  }

  private String unauthorized() {
    RuntimeException failure =
        assertThrows(
            RuntimeException.class, () -> shop.publishing().publishBranch(shop.publication()));
    assertEquals(ErrorKind.UNAUTHORIZED, ErrorKind.of(failure), failure.getMessage());
    return ErrorKind.messageOf(failure);
  }

  private static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
