package dev.nightshift.starter.memory;

import dev.nightshift.worker.Temporal;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.internal.testservice.TestWorkflowService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The SDK's services, completed by what we ask and they do not answer. */
final class Answers {
  private final Map<String, IndexedValueType> registered = new ConcurrentHashMap<>();
  private final Map<String, ServerMethodDefinition<?, ?>> ours = new HashMap<>();

  Answers(TestWorkflowService flows) {
    Listing listing = new Listing(flows);
    answer(WorkflowServiceGrpc.getListWorkflowExecutionsMethod(), listing::of);
    answer(
        WorkflowServiceGrpc.getGetSystemInfoMethod(),
        request ->
            Asked.of(flows::getSystemInfo, request).toBuilder()
                .setServerVersion(Temporal.IN_MEMORY)
                .build());
    answer(
        OperatorServiceGrpc.getListSearchAttributesMethod(),
        request ->
            ListSearchAttributesResponse.newBuilder().putAllCustomAttributes(registered).build());
  }

  /** The service with our answers in the place of its own. */
  ServerServiceDefinition completed(ServerServiceDefinition service) {
    var completed = ServerServiceDefinition.builder(service.getServiceDescriptor());
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      String name = method.getMethodDescriptor().getFullMethodName();
      completed.addMethod(ours.getOrDefault(name, noting(method)));
    }
    return completed.build();
  }

  private <Q, A> void answer(MethodDescriptor<Q, A> method, Function<Q, A> answer) {
    ours.put(
        method.getFullMethodName(),
        ServerMethodDefinition.create(
            method,
            ServerCalls.asyncUnaryCall(
                (request, to) -> {
                  try {
                    to.onNext(answer.apply(request));
                    to.onCompleted();
                  } catch (StatusRuntimeException refused) {
                    to.onError(refused);
                  }
                })));
  }

  /** What is registered passes by here on its way in, and is told by nobody else. */
  private <Q, A> ServerMethodDefinition<Q, A> noting(ServerMethodDefinition<Q, A> method) {
    return method.withServerCallHandler(
        new ServerCallHandler<>() {
          @Override
          public ServerCall.Listener<Q> startCall(ServerCall<Q, A> call, Metadata headers) {
            return new SimpleForwardingServerCallListener<>(
                method.getServerCallHandler().startCall(call, headers)) {
              @Override
              public void onMessage(Q message) {
                if (message instanceof AddSearchAttributesRequest adds) {
                  registered.putAll(adds.getSearchAttributesMap());
                }
                super.onMessage(message);
              }
            };
          }
        });
  }
}
