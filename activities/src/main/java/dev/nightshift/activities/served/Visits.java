package dev.nightshift.activities.served;

import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.ErrorKind;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Visits to servers, each from the server's start to its end. */
record Visits(
    Path folder,
    Map<String, String> environment,
    Processes processes,
    Supplier<Attempt> attempt,
    Duration patience) {
  private static final int LONGEST_WORDS = 300;
  private static final int SHORTEST_SECRET = 4;

  /** What every program needs. */
  private static final List<String> OF_ALL = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  Visits {
    environment = Map.copyOf(environment);
  }

  /** The server lives as long as it is talked to, on this thread; the talk has one of its own. */
  <T> T to(ToolServer server, String what, Duration answers, Function<McpSyncClient, T> work) {
    Line line = new Line();
    FutureTask<T> talk = new FutureTask<>(() -> talked(line, answers, work));
    Thread talker = new Thread(talk, "talk with " + server.name());
    talker.setDaemon(true);
    try {
      Map<String, String> own = own(server);
      Command command =
          Command.of(folder, answers.plus(patience), server.command())
              .with(own)
              .with(attempt.get().within("server/" + server.name() + "/" + what))
              .withInput(line.voice())
              .with(line);
      talker.start();
      Outcome end = processes.run(command, new Leave(talk));
      return said(server, talk, masked(end.stderr().last(LONGEST_WORDS), own, server));
    } catch (Left over) {
      return said(server, talk, "");
    } catch (ApplicationFailure told) {
      throw told;
    } catch (RuntimeException unusable) {
      throw silent(server, String.valueOf(unusable.getMessage()), unusable);
    } finally {
      line.voice().end();
      talk.cancel(true);
    }
  }

  private <T> T talked(Line line, Duration answers, Function<McpSyncClient, T> work) {
    McpSyncClient client =
        McpClient.sync(line)
            .initializationTimeout(patience)
            .requestTimeout(answers)
            // What its tools give is read by an agent, and by no program.
            .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(null))
            .build();
    try {
      client.initialize();
      return work.apply(client);
    } finally {
      client.close();
    }
  }

  /** One that ended has said all that it will say, but it may not be heard to its end yet. */
  private static <T> T said(ToolServer server, FutureTask<T> talk, String lastWords) {
    try {
      return talk.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException | CancellationException gone) {
      throw silent(server, lastWords.isEmpty() ? "it ended" : lastWords, gone);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("The step was stopped.", asked);
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof ApplicationFailure told) {
        throw told;
      }
      throw silent(
          server, lastWords.isEmpty() ? why(broken.getCause()) : lastWords, broken.getCause());
    }
  }

  private static String why(Throwable broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return "there was no answer in time";
      }
    }
    return String.valueOf(broken.getMessage());
  }

  private static ApplicationFailure silent(ToolServer server, String why, Throwable cause) {
    return ErrorKind.UNAVAILABLE.failure(
        "the server " + server.name() + " does not answer: " + why, cause);
  }

  private Map<String, String> own(ToolServer server) {
    Map<String, String> own = new HashMap<>();
    for (String name : OF_ALL) {
      if (environment.containsKey(name)) {
        own.put(name, environment.get(name));
      }
    }
    for (String name : server.environment()) {
      EnvironmentValue.of(environment, name).ifPresent(value -> own.put(name, value));
    }
    return own;
  }

  /** A program that fails may show what it was given; its words come into reports. */
  private static String masked(String words, Map<String, String> own, ToolServer server) {
    String masked = Quotation.plain(words);
    for (String name : server.environment()) {
      String value = own.getOrDefault(name, "");
      if (value.length() >= SHORTEST_SECRET) {
        masked = masked.replace(value, "…");
      }
    }
    return masked.strip();
  }

  /** One that is not talked to any more has a second to end by itself. */
  private static final class Leave implements Alive {
    private final FutureTask<?> talk;
    private boolean told;

    Leave(FutureTask<?> talk) {
      this.talk = talk;
    }

    @Override
    public void beat(String detail) {
      if (told) {
        throw new Left();
      }
      told = talk.isDone();
    }
  }

  /** It stayed, and was ended. */
  private static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Left() {
      super("the server stayed", null, false, false);
    }
  }

  /** Its variables may be secrets. */
  @Override
  public String toString() {
    return "visits to servers";
  }
}
