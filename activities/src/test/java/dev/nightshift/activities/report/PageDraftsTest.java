package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.report.PageDrafts.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageDraftsTest {
  private static final String TEXT = "---\ntitle: \"%s\"\ntags: []\n---\nWhy.\n";

  @TempDir Path folder;

  @Test
  void what_several_nights_drafted_of_one_cause_is_one_page_as_the_last_has_it()
      throws IOException {
    drafted("shop", "1", "renamed-a", "first", 1);
    drafted("shop", "2", "renamed-a", "second", 2);
    drafted("shop", "1", "fan-out-b", "other", 3);
    drafted("elsewhere", "1", "renamed-c", "theirs", 4);
    Files.writeString(folder.resolve("reports/shop/1.md"), "# A report");
    List<Draft> drafts = new PageDrafts(new Home(folder)).of("shop");
    assertEquals(
        List.of("fan-out-b 1 other", "renamed-a 2 second"),
        drafts.stream().map(one -> one.id() + " " + one.run() + " " + one.title()).toList());
    assertEquals(TEXT.formatted("second"), drafts.get(1).text());
    assertEquals("renamed-a.md", drafts.get(1).file());
  }

  @Test
  void what_somebody_took_is_listed_no_more_of_whatever_night_it_was() throws IOException {
    drafted("shop", "1", "renamed-a", "first", 1);
    drafted("shop", "2", "renamed-a", "second", 2);
    drafted("shop", "2", "not-renamed-a", "other", 3);
    PageDrafts drafts = new PageDrafts(new Home(folder));
    drafts.forget(drafts.of("shop").get(1));
    assertEquals(List.of("not-renamed-a"), drafts.of("shop").stream().map(Draft::id).toList());
    assertEquals(List.of(), drafts.of("nobody"));
  }

  private void drafted(String project, String run, String id, String title, int minute)
      throws IOException {
    Path file = folder.resolve("reports/" + project + "/" + run + ".page-" + id + ".md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, TEXT.formatted(title));
    Files.setLastModifiedTime(file, FileTime.fromMillis(minute * 60_000L));
  }
}
