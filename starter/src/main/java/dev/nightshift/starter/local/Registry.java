package dev.nightshift.starter.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The registry of packages that the sample's dbt asks, on loopback, until it is closed. */
public final class Registry implements AutoCloseable {
  /** Where dbt looks for it. */
  public static final String VARIABLE = "DBT_PACKAGE_HUB_URL";

  private final Process process;
  private final URI address;

  private Registry(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** {@code sample} is where the sample is shipped; it ends with this JVM at the latest. */
  static Registry start(Path python, Path sample, Path log) throws IOException {
    Process process =
        new ProcessBuilder(python.toString(), sample.resolve("registry.py").toString())
            .redirectError(log.toFile())
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the registry of packages did not start; see " + log);
    }
    return new Registry(process, URI.create(line));
  }

  /** As a policy allows it. */
  public String host() {
    return address.getAuthority();
  }

  /** Of a dbt that asks it. */
  public Map<String, String> environment() {
    return Map.of(VARIABLE, address.toString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
