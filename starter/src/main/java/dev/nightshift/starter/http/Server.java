package dev.nightshift.starter.http;

import dev.nightshift.starter.flows.TemporalAway;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Javalin on loopback, answering JSON to whatever goes wrong and never a stack trace. */
public final class Server implements AutoCloseable {
  /** Loopback alone: who wants webhooks from outside puts a proxy with TLS in front. */
  public static final String HOST = "127.0.0.1";

  /**
   * A connection that finds no place here is tried again by its system after a second, whatever we
   * do meanwhile: it is better told at once to come again.
   */
  private static final int MOST_TO_ACCEPT = 1024;

  private static final Logger log = LoggerFactory.getLogger(Server.class);

  private final Javalin javalin;

  private Server(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Port 0 takes a free one; {@link NoPort} says why it cannot be had. {@code routes} are the rooms
   * that listen here.
   */
  public static Server start(int port, int mostInFlight, Consumer<JavalinConfig> routes) {
    tryPort(port);
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.prefer405over404 = true;
              // On loopback it would only cost time.
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.jetty.modifyServletContextHandler(
                  handler ->
                      handler.addFilter(
                          new FilterHolder(new Overload(mostInFlight)),
                          "/*",
                          EnumSet.of(DispatcherType.REQUEST)));
              config.jetty.modifyServletContextHandler(
                  handler -> {
                    handler.getServletHandler().setDecodeAmbiguousURIs(true);
                    handler.setErrorHandler(new BareErrors());
                  });
              config.jetty.modifyServer(
                  server -> {
                    server.setErrorHandler(new BareErrors());
                    // Who comes before it answers would wait for that; refused, they come again.
                    server.setOpenEarly(false);
                  });
              config.jetty.addConnector((server, http) -> connector(server, http, port));
              config.jetty.modifyHttpConfiguration(
                  http -> {
                    http.setSendServerVersion(false);
                    // Ids of flows hold slashes, which a path carries encoded.
                    http.setUriCompliance(
                        UriCompliance.DEFAULT.with(
                            "ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
                  });
              failures(config);
              routes.accept(config);
            });
    try {
      return new Server(javalin.start());
    } catch (JavalinBindException taken) {
      throw new NoPort(port, taken);
    }
  }

  private static ServerConnector connector(
      org.eclipse.jetty.server.Server server, HttpConfiguration http, int port) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(HOST);
    connector.setPort(port);
    connector.setAcceptQueueSize(MOST_TO_ACCEPT);
    return connector;
  }

  /** Javalin logs what it cannot have as an error, with its stack: so it is asked for first. */
  private static void tryPort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException refused) {
      throw new NoPort(port, refused);
    }
  }

  /** Where the server was to listen, it cannot. */
  public static final class NoPort extends RuntimeException {
    NoPort(int port, Exception why) {
      super(
          String.valueOf(why.getMessage()).contains("denied")
              ? "port " + port + " is not allowed to you; choose one above 1023"
              : "port " + port + " is taken; stop what listens there, or choose another",
          why);
    }
  }

  private static void failures(JavalinConfig config) {
    config.routes.exception(
        TemporalAway.class,
        (away, http) -> {
          http.header("Retry-After", "5");
          Answers.refuse(http, 503, away.getMessage());
        });
    config.routes.exception(
        HttpResponseException.class,
        (refusal, http) -> Answers.refuse(http, refusal.getStatus(), said(refusal.getStatus())));
    config.routes.exception(
        Exception.class,
        (defect, http) -> {
          log.error("{} {} broke", http.method(), http.path(), defect);
          Answers.refuse(http, 500, "this is our defect; the starter's log says more");
        });
  }

  static String said(int status) {
    return switch (status) {
      case 404 -> "there is nothing here";
      case 405 -> "not with this method";
      case 413 -> "the body is too large";
      case 414 -> "the address is too long";
      default -> "the request is not understood";
    };
  }

  public URI address() {
    return URI.create("http://" + HOST + ":" + javalin.port() + "/");
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
