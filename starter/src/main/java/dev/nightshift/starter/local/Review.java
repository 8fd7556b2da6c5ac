package dev.nightshift.starter.local;

import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** What a reviewer would do with a pull request: check it out, and build it on the same data. */
public final class Review {
  private Review() {}

  public static SampleCompany.Night build(
      SampleCompany company, Home home, String repository, String branch, Path folder)
      throws IOException, InterruptedException {
    Path checkout = folder.resolve("checkout");
    try (Git clone =
        Git.cloneRepository()
            .setURI(new LocalRemotes(home.host()).folder(repository).toUri().toString())
            .setBranch("refs/heads/" + branch)
            .setDirectory(checkout.toFile())
            .call()) {
      clone.getRepository().resolve("HEAD");
    } catch (GitAPIException e) {
      throw new IOException("the published branch cannot be cloned: " + e.getMessage(), e);
    }
    Path database = folder.resolve(company.database().getFileName());
    Files.copy(company.database(), database);
    return company.build(checkout, database, folder.resolve("target"));
  }
}
