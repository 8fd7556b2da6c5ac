package dev.nightshift.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * What is logged, and how: found by Logback when it begins. To read the same from XML takes a
 * command as long as its answer. A file of one's own goes first, by {@code
 * -Dlogback.configurationFile}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logs extends ContextAwareBase implements Configurator {
  private static final String LINE =
      "%d{HH:mm:ss.SSS} %-5level %logger{0} %X{workflow} %X{step} %msg%n%ex{5}";

  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder line = new PatternLayoutEncoder();
    line.setContext(logs);
    line.setPattern(LINE);
    line.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(logs);
    console.setName("console");
    console.setTarget("System.err");
    console.setEncoder(line);
    for (Filter<ILoggingEvent> filter : List.of(new ToldAlready(), new Outage())) {
      filter.setContext(logs);
      filter.start();
      console.addFilter(filter);
    }
    console.start();
    logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    logs.getLogger("dev.nightshift")
        .setLevel(Level.toLevel(System.getProperty("nightshift.log"), Level.INFO));
    // JGit measures the disk's clock in folders that may be gone by then, and calls that an error.
    logs.getLogger("org.eclipse.jgit.util.FS").setLevel(Level.OFF);
    // GitHub's description has words of its own, and the library that judges by it tells of each.
    logs.getLogger("com.networknt.schema").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
