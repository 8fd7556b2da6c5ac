package dev.nightshift.bench.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the workers of a walk load, archived once: to load it anew is most of what a worker costs.
 * The JVM itself checks that the archive fits, and goes without it where it does not.
 */
final class SharedClasses {
  private static final int SECONDS_TO_ARCHIVE = 120;

  private final Path list;
  private final Path archive;
  private final String jars;
  private final String classPath;
  private boolean listing;
  private volatile boolean archived;

  SharedClasses(Path folder) {
    list = folder.resolve("classes.list");
    archive = folder.resolve("classes.jsa");
    List<String> places =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    // Only jars can be archived, and only as the first of the class path.
    jars = joined(places.stream().filter(place -> place.endsWith(".jar")));
    classPath =
        joined(
            Stream.concat(
                Stream.of(jars), places.stream().filter(place -> !place.endsWith(".jar"))));
  }

  /** How a worker is started; the first one writes down what it loads. */
  synchronized List<String> options() {
    List<String> options = new ArrayList<>();
    if (archived) {
      options.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive));
    } else if (!listing) {
      listing = true;
      options.add("-XX:DumpLoadedClassList=" + list);
    }
    options.addAll(List.of("-cp", classPath));
    return options;
  }

  /** Archives what the first worker loaded; for workers that start from now on. */
  void archive() throws IOException, InterruptedException {
    // Lambdas of signed jars are listed as well, and JDK 17 crashes when it archives them.
    List<String> classes = Files.readAllLines(list).stream().filter(SharedClasses::named).toList();
    Files.write(list, classes);
    Path log = archive.resolveSibling("classes.log");
    Process process =
        new ProcessBuilder(
                Mortal.JAVA,
                "-XX:+UseSerialGC",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-XX:ErrorFile=" + archive.resolveSibling("classes-crash.log"),
                "-cp",
                jars)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(SECONDS_TO_ARCHIVE, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("the JVM did not archive its classes; see " + log);
    }
    archived = true;
  }

  private static boolean named(String line) {
    return !line.startsWith("@") && !line.startsWith("#");
  }

  private static String joined(Stream<String> places) {
    return places.filter(place -> !place.isEmpty()).collect(Collectors.joining(File.pathSeparator));
  }
}
