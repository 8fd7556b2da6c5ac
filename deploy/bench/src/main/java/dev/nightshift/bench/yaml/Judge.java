package dev.nightshift.bench.yaml;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.workflows.durable.Converter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of dbt's Python that reads files before and after an edit with dbt's parser. */
final class Judge implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private Judge(Process process) {
    this.process = process;
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Judge start(Path python) throws IOException {
    return new Judge(
        new ProcessBuilder(python.toString(), "-X", "utf8", "-c", script())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static String script() throws IOException {
    try (InputStream script = Judge.class.getResourceAsStream("judge.py")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** For each edit what is wrong with it; empty where nothing is. */
  List<String> of(List<Edit> edits) throws IOException {
    in.write(Converter.json().writeValueAsString(edits));
    in.write('\n');
    in.flush();
    String said = out.readLine();
    if (said == null) {
      throw new IOException("the judge ended before it had judged");
    }
    return Converter.json().readValue(said, new TypeReference<List<String>>() {});
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
      out.close();
    } finally {
      process.destroyForcibly();
    }
  }
}
