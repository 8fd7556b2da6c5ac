package dev.nightshift.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is shipped, as the build has laid it out. */
class DistributionTest {
  private static final Path LIBRARY = Path.of("target", "nightshift", "lib");
  private static final Pattern OURS = Pattern.compile("dev/nightshift/(\\w+)/.*\\.class");

  @Test
  void our_four_modules_are_shipped_and_no_benchmark() throws IOException {
    Set<String> modules = new TreeSet<>();
    try (Stream<Path> jars = Files.list(LIBRARY)) {
      for (Path jar : jars.filter(one -> one.toString().endsWith(".jar")).toList()) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          zip.stream()
              .map(entry -> OURS.matcher(entry.getName()))
              .filter(Matcher::matches)
              .map(ours -> ours.group(1))
              .forEach(modules::add);
        }
      }
    }
    assertEquals(Set.of("workflows", "activities", "worker", "starter"), modules);
  }
}
