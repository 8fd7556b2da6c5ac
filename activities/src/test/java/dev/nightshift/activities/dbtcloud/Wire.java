package dev.nightshift.activities.dbtcloud;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/** An account of dbt Cloud's on loopback, with bodies shaped as the real one's. */
final class Wire implements AutoCloseable {
  static final String ACCOUNT = "/api/v2/accounts/7100/";

  final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

  Wire() {
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  void answer(String path, String data) {
    answer(path, okJson(enveloped(data)));
  }

  void answer(String path, ResponseDefinitionBuilder answer) {
    server.stubFor(get(urlPathEqualTo(ACCOUNT + path)).willReturn(answer));
  }

  void artifact(String run, String name, String content) {
    answer(
        "runs/" + run + "/artifacts/" + name,
        aResponse().withHeader("Content-Type", "application/octet-stream").withBody(content));
  }

  static String enveloped(String data) {
    return """
        {"data": %s,
         "status": {"code": 200, "is_success": true, "user_message": "Success!",
                    "developer_message": ""}}
        """
        .formatted(data);
  }

  /** A run that failed in its third step, on schedule. */
  static String failedRun(String id) {
    return """
        {"id": %s, "account_id": 7100, "project_id": 88, "environment_id": 31,
         "job_definition_id": 551, "status": 20, "status_humanized": "Error",
         "git_branch": "main", "git_sha": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
         "created_at": "2026-11-21 04:00:00.653171+00:00",
         "started_at": "2026-11-21 04:00:12.1+00:00",
         "finished_at": "2026-11-21 04:09:59.653171+00:00",
         "trigger": {"id": 9, "cause": "scheduled", "cause_category": "scheduled",
                     "git_sha": null},
         "job": {"id": 551, "name": "Nightly build", "job_type": "scheduled"},
         "environment": null, "is_error": true, "href": "https://cloud.example/runs/%s/",
         "run_steps": [
           {"index": 1, "status": 10, "name": "Clone git repository", "logs": "Cloning"},
           {"index": 2, "status": 10, "name": "Invoke dbt with `dbt deps`", "logs": ""},
           {"index": 3, "status": 20, "name": "Invoke dbt with `dbt build`",
            "logs": "04:01:00  Running with dbt=1.9.4\\n04:09:00  1 of 2 ERROR creating sql table model",
            "debug_logs": "\\u001b[0m04:01:00.123456 [info ] [MainThread]: Running with dbt=1.9.4"}]}
        """
        .formatted(id, id);
  }

  @Override
  public void close() {
    server.stop();
  }
}
