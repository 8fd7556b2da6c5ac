package dev.nightshift.starter.memory;

import static java.util.Comparator.comparing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.internal.testservice.TestWorkflowService;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists by query, which the SDK's server does not have: it tells only which flows are open and
 * which are closed, so each is described. It understands the two queries that Nightshift asks, and
 * keeps a real server's order: open ones first, the latest of each first.
 */
final class Listing {
  private static final Pattern OF_TYPE = Pattern.compile("WorkflowType = '([^']+)'");
  private static final int LARGEST_PAGE = 1000;

  private static final Comparator<WorkflowExecutionInfo> LATEST_FIRST =
      comparing(Listing::end, Timestamps.comparator())
          .thenComparing(WorkflowExecutionInfo::getStartTime, Timestamps.comparator())
          .reversed();

  private final TestWorkflowService flows;

  Listing(TestWorkflowService flows) {
    this.flows = flows;
  }

  ListWorkflowExecutionsResponse of(ListWorkflowExecutionsRequest request) {
    Predicate<WorkflowExecutionInfo> wanted = wanted(request.getQuery());
    List<WorkflowExecutionInfo> found =
        all().stream()
            .filter(wanted)
            .map(one -> described(request.getNamespace(), one))
            .filter(wanted)
            .sorted(LATEST_FIRST)
            .toList();
    int from = request.getNextPageToken().isEmpty() ? 0 : offset(request.getNextPageToken());
    int size = request.getPageSize() == 0 ? LARGEST_PAGE : request.getPageSize();
    int to = Math.min(from + size, found.size());
    var page = ListWorkflowExecutionsResponse.newBuilder();
    page.addAllExecutions(found.subList(Math.min(from, to), to));
    if (to < found.size()) {
      page.setNextPageToken(ByteString.copyFromUtf8(String.valueOf(to)));
    }
    return page.build();
  }

  private static int offset(ByteString token) {
    return Integer.parseInt(token.toStringUtf8());
  }

  private static Predicate<WorkflowExecutionInfo> wanted(String query) {
    if (query.equals("ExecutionStatus = 'Running'")) {
      return one -> one.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }
    Matcher type = OF_TYPE.matcher(query);
    if (type.matches()) {
      return one -> one.getType().getName().equals(type.group(1));
    }
    throw Status.INVALID_ARGUMENT
        .withDescription("the in-memory server does not understand: " + query)
        .asRuntimeException();
  }

  /** One that ends between the two questions is in both answers. */
  private Collection<WorkflowExecutionInfo> all() {
    Map<String, WorkflowExecutionInfo> all = new HashMap<>();
    Asked.of(
            flows::listOpenWorkflowExecutions,
            ListOpenWorkflowExecutionsRequest.getDefaultInstance())
        .getExecutionsList()
        .forEach(one -> all.put(one.getExecution().getRunId(), one));
    Asked.of(
            flows::listClosedWorkflowExecutions,
            ListClosedWorkflowExecutionsRequest.getDefaultInstance())
        .getExecutionsList()
        .forEach(one -> all.put(one.getExecution().getRunId(), one));
    return all.values();
  }

  private WorkflowExecutionInfo described(String namespace, WorkflowExecutionInfo one) {
    return Asked.of(
            flows::describeWorkflowExecution,
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(one.getExecution())
                .build())
        .getWorkflowExecutionInfo();
  }

  private static Timestamp end(WorkflowExecutionInfo one) {
    return one.hasCloseTime() ? one.getCloseTime() : Timestamps.MAX_VALUE;
  }
}
