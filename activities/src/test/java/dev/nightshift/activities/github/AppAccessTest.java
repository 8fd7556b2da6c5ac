package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings.Host;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.Commit;
import dev.nightshift.workflows.ports.CodeHost.Publication;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
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
  void an_apps_commits_are_made_by_github_which_vouches_for_them_and_have_each_file_to_the_letter()
      throws IOException {
    shop.code.write("models/old.sql", "select 3\n");
    shop.code.write("run.sh", "echo\n");
    Workspace base = shop.code.commit("");
    byte[] bytes = {'s', (byte) 0xe9, '\n'};
    try (Checkout checkout = shop.code.checkouts().open(base, "change")) {
      Files.writeString(checkout.root().resolve("models/a.sql"), "select 'ö'\r\n");
      Files.write(checkout.root().resolve("seeds.csv"), bytes);
      Files.delete(checkout.root().resolve("models/old.sql"));
      Files.writeString(checkout.root().resolve("new.sh"), "echo\n");
      assertTrue(checkout.root().resolve("new.sh").toFile().setExecutable(true));
      shop.patched = base.with(checkout.patch());
    }
    GitHubHost host = shop.publishing();

    String commit = host.publishBranch(shop.publication());

    assertEquals(List.of(commit), shop.gitHub.verified);
    assertEquals(Optional.of(commit), shop.gitHub.head(Shop.BRANCH));
    try (Repository bare = open(shop.gitHub.bare());
        RevWalk commits = new RevWalk(bare)) {
      RevCommit made = commits.parseCommit(ObjectId.fromString(commit));
      assertEquals(base.base(), made.getParent(0).name());
      assertEquals("Fix a\n\nBecause.\n", made.getFullMessage());
      assertArrayEquals(
          "select 'ö'\r\n".getBytes(StandardCharsets.UTF_8), content(bare, made, "models/a.sql"));
      assertArrayEquals(bytes, content(bare, made, "seeds.csv"));
      assertNull(TreeWalk.forPath(bare, "models/old.sql", made.getTree()));
      assertEquals(
          FileMode.EXECUTABLE_FILE,
          TreeWalk.forPath(bare, "new.sh", made.getTree()).getFileMode(0));
    }
    assertEquals(commit, shop.publishing().publishBranch(shop.publication()), "a second try");
    assertEquals(1, shop.gitHub.count("POST /repos/acme/shop/git/commits"));
  }

  @Test
  void each_of_several_commits_stands_on_the_one_before() throws IOException {
    Workspace base = shop.patched.with(null);
    Workspace first = shop.patched;
    shop.patched = changed(base, "select 10\n", "select 20\n");
    Publication whole = shop.publication();

    String last =
        shop.publishing()
            .publishBranch(
                new Publication(
                    whole.workflow(),
                    whole.patched(),
                    whole.branch(),
                    whole.message(),
                    whole.verification(),
                    whole.decision(),
                    whole.examination(),
                    List.of(
                        new Commit("First", first.patch()),
                        new Commit("Second", shop.patched.patch()))));

    assertEquals(2, shop.gitHub.verified.size());
    assertEquals(last, shop.gitHub.verified.get(1));
    try (Repository bare = open(shop.gitHub.bare());
        RevWalk commits = new RevWalk(bare)) {
      RevCommit second = commits.parseCommit(ObjectId.fromString(last));
      assertEquals(shop.gitHub.verified.get(0), second.getParent(0).name());
      assertArrayEquals(
          "select 20\n".getBytes(StandardCharsets.UTF_8), content(bare, second, "models/b.sql"));
    }
  }

  private Workspace changed(Workspace base, String a, String b) throws IOException {
    try (Checkout checkout = shop.code.checkouts().open(base, "both")) {
      Files.writeString(checkout.root().resolve("models/a.sql"), a);
      Files.writeString(checkout.root().resolve("models/b.sql"), b);
      return base.with(checkout.patch());
    }
  }

  @Test
  void an_apps_branch_that_somebody_made_meanwhile_is_looked_at_again() throws IOException {
    shop.gitHub.faults.add(Fault.after("POST .*/git/refs", 502));
    RuntimeException lost =
        assertThrows(
            RuntimeException.class, () -> shop.publishing().publishBranch(shop.publication()));
    assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(lost));

    String commit = shop.publishing().publishBranch(shop.publication());

    assertEquals(shop.gitHub.verified, List.of(commit), "the first try's commit is found");
  }

  @Test
  void an_app_never_writes_over_what_people_pushed() throws IOException {
    shop.publishing().publishBranch(shop.publication());
    String theirs = shop.code.commitTo(Shop.BRANCH);
    shop.patched = shop.changed(shop.patched.with(null), "models/a.sql", "select 11\n");
    RuntimeException refusal =
        assertThrows(
            RuntimeException.class, () -> shop.publishing().publishBranch(shop.publication()));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refusal));
    assertEquals(Optional.of(theirs), shop.gitHub.head(Shop.BRANCH));
  }

  @Test
  void an_apps_commit_that_a_person_amended_is_the_persons() throws IOException {
    String ours = shop.publishing().publishBranch(shop.publication());
    String theirs = amended(ours);
    shop.patched = shop.changed(shop.patched.with(null), "models/a.sql", "select 11\n");
    RuntimeException refusal =
        assertThrows(
            RuntimeException.class, () -> shop.publishing().publishBranch(shop.publication()));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refusal));
    assertEquals(Optional.of(theirs), shop.gitHub.head(Shop.BRANCH));
  }

  /** As Git does it: the author stays who it was. */
  private String amended(String commit) throws IOException {
    try (Repository bare = open(shop.gitHub.bare());
        RevWalk commits = new RevWalk(bare);
        ObjectInserter inserter = bare.newObjectInserter()) {
      RevCommit made = commits.parseCommit(ObjectId.fromString(commit));
      CommitBuilder other = new CommitBuilder();
      other.setTreeId(made.getTree());
      other.setParentId(made.getParent(0));
      other.setAuthor(made.getAuthorIdent());
      other.setCommitter(new PersonIdent("Ana", "ana@example.com"));
      other.setMessage("In my words");
      ObjectId written = inserter.insert(other);
      inserter.flush();
      RefUpdate branch = bare.updateRef("refs/heads/" + Shop.BRANCH);
      branch.setNewObjectId(written);
      branch.forceUpdate();
      return written.name();
    }
  }

  @Test
  void an_apps_own_branch_is_replaced_by_a_push_which_has_a_lease() throws IOException {
    shop.publishing().publishBranch(shop.publication());
    shop.patched = shop.changed(shop.patched.with(null), "models/a.sql", "select 11\n");

    String commit = shop.publishing().publishBranch(shop.publication());

    assertEquals(Optional.of(commit), shop.gitHub.head(Shop.BRANCH));
    assertFalse(shop.gitHub.verified.contains(commit));
  }

  private static Repository open(Path bare) throws IOException {
    return new FileRepositoryBuilder().setGitDir(bare.toFile()).setBare().build();
  }

  private static byte[] content(Repository bare, RevCommit commit, String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(bare, path, commit.getTree())) {
      return bare.open(walk.getObjectId(0)).getBytes();
    }
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
