package dev.nightshift.starter.memory;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.BiConsumer;

/** One question to a service in this process, which answers before it returns. */
final class Asked<A> implements StreamObserver<A> {
  private A answer;
  private Throwable refusal;

  private Asked() {}

  static <Q, A> A of(BiConsumer<Q, StreamObserver<A>> service, Q question) {
    Asked<A> asked = new Asked<>();
    service.accept(question, asked);
    if (asked.answer == null) {
      throw Status.fromThrowable(asked.refusal).asRuntimeException();
    }
    return asked.answer;
  }

  @Override
  public void onNext(A said) {
    answer = said;
  }

  @Override
  public void onError(Throwable why) {
    refusal = why;
  }

  @Override
  public void onCompleted() {}
}
