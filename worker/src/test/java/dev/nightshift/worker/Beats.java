package dev.nightshift.worker;

import io.grpc.Status;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionFailureException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A completion client that knows heartbeats alone, and does with each what it is told to. */
final class Beats {
  private Beats() {}

  static ActivityCompletionClient each(IntConsumer beat) {
    AtomicInteger count = new AtomicInteger();
    return (ActivityCompletionClient)
        Proxy.newProxyInstance(
            Beats.class.getClassLoader(),
            new Class<?>[] {ActivityCompletionClient.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("heartbeat")) {
                throw new AssertionError("a pulse beats, and asked for " + method);
              }
              beat.accept(count.incrementAndGet());
              return null;
            });
  }

  /** As a server that accepts what comes and answers nothing, until the latch opens. */
  static ActivityCompletionClient thatHang(CountDownLatch until) {
    return each(
        beat -> {
          try {
            until.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** As the SDK tells it when nobody listens at the address. */
  static ActivityCompletionFailureException away() {
    return new ActivityCompletionFailureException(Status.UNAVAILABLE.asRuntimeException());
  }
}
