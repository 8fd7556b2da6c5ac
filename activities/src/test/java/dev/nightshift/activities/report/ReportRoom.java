package dev.nightshift.activities.report;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.home.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Reports in a home of their own, on a project without owners and with the usual notes. */
abstract class ReportRoom {
  @TempDir Path folder;
  final MemoryBlobs blobs = new MemoryBlobs();
  MarkdownReports reports;

  @BeforeEach
  void home() {
    reports =
        new MarkdownReports(new Home(folder), blobs, project -> MarkdownReports.Known.NOTHING);
  }
}
