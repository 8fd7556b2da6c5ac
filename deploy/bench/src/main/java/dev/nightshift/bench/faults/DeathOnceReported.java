package dev.nightshift.bench.faults;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;

/**
 * Dies in the moment in which the server confirms a step's completion. Looking into the history
 * instead would be late: the flow would be some steps further.
 */
final class DeathOnceReported implements ClientInterceptor {
  private volatile ByteString token;

  /** From now on the step with this token is the last. */
  void of(byte[] taskToken) {
    token = ByteString.copyFrom(taskToken);
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      private boolean last;

      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                if (last && status.isOk()) {
                  Death.now();
                }
                super.onClose(status, trailers);
              }
            },
            headers);
      }

      @Override
      public void sendMessage(Q message) {
        last =
            message instanceof RespondActivityTaskCompletedRequest completed
                && completed.getTaskToken().equals(token);
        super.sendMessage(message);
      }
    };
  }
}
