package dev.nightshift.activities.served;

import dev.nightshift.activities.process.Command.Voice;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.workflows.durable.Converter;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A line each way to a process that is not ours to start: the library's own has the worker's
 * variables, keys too, and waits for one that ended.
 */
final class Line implements McpClientTransport, LineListener {
  static final JacksonMcpJsonMapper JSON = new JacksonMcpJsonMapper(Converter.json());

  private final Voice voice = new Voice();
  private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> hearer = said -> said;

  Voice voice() {
    return voice;
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    hearer = handler;
    return Mono.empty();
  }

  @Override
  public void line(String line) {
    JSONRPCMessage message;
    try {
      message = McpSchema.deserializeJsonRpcMessage(JSON, line);
    } catch (IOException | RuntimeException banner) {
      // What a program prints beside its answers concerns nobody.
      return;
    }
    hearer.apply(Mono.just(message)).subscribe();
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromCallable(() -> JSON.writeValueAsString(message)).doOnNext(voice::say).then();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(voice::end);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return JSON.convertValue(data, type);
  }
}
