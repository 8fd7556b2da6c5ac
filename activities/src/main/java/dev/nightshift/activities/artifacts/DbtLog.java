package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dbt said of its last invocation, from its log or its standard output, as text or as JSON
 * lines. {@code invocation}, {@code at}, {@code version} and {@code adapter} are empty where it
 * does not say them; {@code stopping} are the errors that ended it, {@code ran} whether a node ran
 * before. {@code unasked} are sources whose query broke, in the last invocation that asked; {@code
 * strictness} is which warnings were errors in it.
 */
record DbtLog(
    String name,
    String invocation,
    String at,
    String version,
    String adapter,
    boolean ran,
    List<DbtError> stopping,
    Unasked unasked,
    String strictness) {

  /** The log of one invocation of a large project is about that long; only the last is read. */
  private static final int TAIL = 8 << 20;

  /** More than this of one error nobody reads. */
  private static final int LONGEST_ENTRY = 16_000;

  private static final int MOST_ERRORS = 20;

  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  /** Between two invocations of a log file: «====== 06:00:01.123456 | its id ======». */
  private static final Pattern HEADER =
      Pattern.compile("={10,} \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\| ([0-9a-f-]{36}) ={10,}");

  private static final Pattern ENTRY =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?  ?(?:\\[\\w+ *\\] \\[[^\\]]*\\]: )?(.*)");

  private static final Pattern BEGINS = Pattern.compile("Running with dbt=(\\S+)");
  private static final Pattern ADAPTER = Pattern.compile("Registered adapter: (\\w+)");
  private static final String ARGUMENTS = "running dbt with arguments ";
  private static final Pattern NODE =
      Pattern.compile("\\d+ of \\d+ (?:START|OK|PASS|FAIL|ERROR|WARN|SKIP|REUSED|NO-OP)\\b.*");
  private static final Pattern STOPPED =
      Pattern.compile("(?s)(?:\\[ERROR\\]: )?Encountered an error:\\s*(.*)");

  boolean stopped() {
    return !ran && !stopping.isEmpty();
  }

  static DbtLog read(String name, Path file) {
    try {
      Reading reading = new Reading();
      tail(file).lines().forEach(reading::line);
      return reading.log(name);
    } catch (IOException failed) {
      throw ErrorKind.UNAVAILABLE.failure(
          name + " could not be read: " + failed.getMessage(), failed);
    }
  }

  private static String tail(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw ErrorKind.UNREADABLE.failure(file + " is not a file.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, TAIL));
      long from = size - bytes.capacity();
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // It goes on until the buffer is full or the file ends.
      }
      return text(bytes.flip(), from == 0);
    }
  }

  /** A shell on Windows keeps what it is told in UTF-16, with a mark before it. */
  private static String text(ByteBuffer bytes, boolean whole) {
    boolean wide =
        whole
            && bytes.remaining() > 1
            && bytes.get(0) == (byte) 0xff
            && bytes.get(1) == (byte) 0xfe;
    String text =
        (wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8).decode(bytes).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Line by line; whatever an invocation before the last one said is forgotten. */
  private static final class Reading {
    private final StringBuilder entry = new StringBuilder();
    private final List<DbtError> stopping = new ArrayList<>();
    private final Unasked unasked = new Unasked();
    private String invocation = "";
    private String at = "";
    private String version = "";
    private String adapter = "";
    private String strictness = "";
    private boolean ran;

    void line(String raw) {
      if (raw.startsWith("{\"") && event(raw)) {
        return;
      }
      String line = COLOURS.matcher(raw).replaceAll("");
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        finish();
        begin(header.group(1));
        return;
      }
      Matcher begun = ENTRY.matcher(line);
      if (begun.matches()) {
        finish();
        entry.append(begun.group(1));
      } else if (entry.length() < LONGEST_ENTRY) {
        entry.append('\n').append(line);
      }
    }

    private void begin(String id) {
      stopping.clear();
      unasked.begin();
      invocation = id;
      at = "";
      version = "";
      adapter = "";
      strictness = "";
      ran = false;
    }

    private void finish() {
      said(entry.toString());
      entry.setLength(0);
    }

    private void said(String text) {
      Matcher begins = BEGINS.matcher(text);
      if (begins.lookingAt()) {
        // In a log file the header came just before; standard output has no other beginning.
        begin(version.isEmpty() && !ran && stopping.isEmpty() ? invocation : "");
        version = begins.group(1);
      }
      Matcher registered = ADAPTER.matcher(text);
      if (registered.lookingAt()) {
        adapter = registered.group(1);
      }
      if (text.startsWith(ARGUMENTS)) {
        strictness = Strictness.of(text, version);
      }
      ran |= NODE.matcher(text.lines().findFirst().orElse("")).matches();
      unasked.text(invocation, text);
      Matcher stopped = STOPPED.matcher(text);
      if (stopped.matches()) {
        add(stopped.group(1));
      }
    }

    /** False for what a macro printed between the events. */
    private boolean event(String line) {
      JsonNode event;
      try {
        event = Converter.json().readTree(line);
      } catch (JsonProcessingException printed) {
        return false;
      }
      JsonNode info = event.path("info");
      JsonNode data = event.path("data");
      if (!info.isObject()) {
        return false;
      }
      finish();
      String id = info.path("invocation_id").asText("");
      if (!id.equals(invocation)) {
        begin(id);
      }
      at = info.path("ts").asText(at);
      String what = info.path("name").asText("");
      switch (what) {
        case "MainReportVersion" ->
            version = data.path("version").asText("").replaceFirst("\\A=", "");
        case "MainReportArgs" -> strictness = Strictness.of(data.path("args"), version);
        case "AdapterRegistered" -> adapter = data.path("adapter_name").asText("");
        default -> {
          ran |= data.hasNonNull("total") && data.hasNonNull("index");
          unasked.event(id, what, data);
          // An operation that fails after a build takes nothing from what the build left.
          if (what.equals("MainEncounteredError")) {
            add(data.path("exc").asText(info.path("msg").asText("")));
          }
        }
      }
      return true;
    }

    private void add(String text) {
      String bounded = text.length() > LONGEST_ENTRY ? text.substring(0, LONGEST_ENTRY) : text;
      if (!bounded.isBlank() && stopping.size() < MOST_ERRORS) {
        stopping.add(new Complaint(null).read(Messages.whole(bounded)));
      }
    }

    DbtLog log(String name) {
      finish();
      return new DbtLog(
          name, invocation, at, version, adapter, ran, List.copyOf(stopping), unasked, strictness);
    }
  }
}
