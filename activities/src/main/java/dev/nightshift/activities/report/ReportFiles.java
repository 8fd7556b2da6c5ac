package dev.nightshift.activities.report;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A report's files side by side: {@code 1.md}, {@code 1.html}, {@code 1.letter-1.txt}, {@code
 * 1.page-renamed-column.md}.
 */
final class ReportFiles {
  private final Path report;
  private final String name;

  ReportFiles(Path report) {
    this.report = report;
    this.name = report.getFileName().toString().replaceAll("\\.md$", "");
  }

  String path() {
    return report.toString();
  }

  /** Again replaces them; a page that was drafted stays so until somebody takes it. */
  void write(String markdown, String page, List<Letter> letters, List<PageDraft> drafts) {
    write(markdown, page);
    try {
      for (PageDraft draft : drafts) {
        whole(report.resolveSibling(name + PageDrafts.MARK + draft.file()), draft.text());
      }
      int n = 1;
      for (Letter letter : letters) {
        whole(letter(n++), letter.asFile());
      }
      while (Files.deleteIfExists(letter(n))) {
        n++;
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** Letters and pages stay as they are. */
  void write(String markdown, String page) {
    try {
      Files.createDirectories(report.getParent());
      whole(report, markdown);
      whole(report.resolveSibling(name + ".html"), page);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private RuntimeException unwritten(IOException e) {
    return ErrorKind.UNAVAILABLE.failure(
        "the report " + report + " cannot be written: " + e.getMessage() + "; is the disk full?",
        e);
  }

  private Path letter(int n) {
    return report.resolveSibling(name + ".letter-" + n + ".txt");
  }

  private static void whole(Path file, String text) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), ".report", ".tmp");
    // Half of a pair, where a message was cut within one, is no reason to write nothing.
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
