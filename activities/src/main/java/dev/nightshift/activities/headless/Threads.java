package dev.nightshift.activities.headless;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that keep no JVM alive. */
final class Threads {
  private Threads() {}

  static ExecutorService named(String name) {
    return Executors.newCachedThreadPool(work -> named(name, work));
  }

  /** Of which there is one, for what is done one after another. */
  static ExecutorService one(String name) {
    return Executors.newSingleThreadExecutor(work -> named(name, work));
  }

  static Thread named(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
