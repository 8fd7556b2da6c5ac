package dev.nightshift.bench.webhook;

import dev.nightshift.starter.hooks.HookSender;
import dev.nightshift.starter.hooks.HookSender.Letter;
import dev.nightshift.starter.hooks.HookSender.Reply;
import java.io.IOException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Senders that tell of their runs until they are heard, and count what they are answered. */
final class Flood {
  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  final LongAdder refused = new LongAdder();
  final LongAdder unanswered = new LongAdder();

  /** Neither taken nor told to come again, and when. */
  final LongAdder wrong = new LongAdder();

  private final HookSender sender;
  private final Lines lines;
  private final String named;
  private final Queue<String> unheard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();
  private final long begun = System.nanoTime();
  private volatile double slowestAt;

  Flood(HookSender sender, int port, String named) {
    this.sender = sender;
    this.lines = new Lines(port);
    this.named = named;
  }

  double slowestSeconds() {
    return slowest.get() / 1e9;
  }

  /** How long after the beginning it was asked for. */
  double slowestAt() {
    return slowestAt;
  }

  /** One that was not heard before, or a new one: every other time, so that none is starved. */
  void tell() {
    int next = number.getAndIncrement();
    String again = next % 2 == 0 ? unheard.poll() : null;
    String run = again == null ? named + next : again;
    try {
      Letter letter = sender.letter(Webhook.PROJECT, run, Webhook.NIGHT);
      long began = System.nanoTime();
      Reply reply = lines.send(letter);
      took(began, System.nanoTime() - began);
      count(run, reply);
    } catch (IOException dead) {
      unanswered.increment();
      unheard.add(run);
    }
  }

  private void took(long began, long nanos) {
    if (slowest.accumulateAndGet(nanos, Math::max) == nanos) {
      slowestAt = (began - begun) / 1e9;
    }
  }

  private void count(String run, Reply reply) {
    if (reply.status() == 200) {
      acknowledged.add(run);
      return;
    }
    unheard.add(run);
    if (reply.status() == 503 && !reply.retryAfter().isEmpty()) {
      refused.increment();
    } else {
      wrong.increment();
    }
  }
}
