package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps the machine's and the person's Git configuration out: it could name hooks, filters,
 * rewritten addresses or line endings, and what we publish must not depend on who runs us.
 */
final class Isolation {
  static {
    SystemReader.setInstance(new Isolated(SystemReader.getInstance()));
    // JGit measures the file system's clock for seconds before it reads its first file.
    FS.FileStoreAttributes.setBackground(true);
  }

  private Isolation() {}

  /**
   * JGit measures each disk's clock once for a home, in the folder that it first meets there, and
   * goes on with it for seconds on a busy machine: it may be none that is about to be moved or
   * removed. Most often the folder for temporary files is on the same disk, and stays.
   */
  static void measure(Path folder) throws IOException {
    Folders.make(folder);
    FS.FileStoreAttributes.get(Path.of(System.getProperty("java.io.tmpdir")));
    FS.FileStoreAttributes.get(folder);
  }

  /** JGit keeps its surroundings in a static: once for the process is enough. */
  static void begin() {
    // The static initializer did it.
  }

  private static final class Isolated extends SystemReader.Delegate {
    Isolated(SystemReader real) {
      super(real);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return new Measured(parent, fs);
    }

    /** GIT_DIR, GIT_CONFIG_… and the like are somebody else's. */
    @Override
    public String getenv(String variable) {
      return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }
  }

  private static final class EmptyConfig extends FileBasedConfig {
    EmptyConfig(Config parent, FS fs) {
      super(parent, new File("/nonexistent/gitconfig"), fs);
    }

    @Override
    public void load() {
      clear();
    }

    @Override
    public void save() {
      // Nobody's configuration is ours to write.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }

  /** JGit's own: what it measured of the machine's disks, kept, so that no other process does. */
  private static final class Measured extends FileBasedConfig {
    Measured(Config parent, FS fs) {
      super(parent, Home.of(System.getenv()).diskClocks().toFile(), fs);
    }

    @Override
    public void save() throws IOException {
      Folders.make(getFile().toPath().getParent());
      super.save();
    }
  }
}
