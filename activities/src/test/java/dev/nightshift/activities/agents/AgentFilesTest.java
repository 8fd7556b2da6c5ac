package dev.nightshift.activities.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.agents.AgentFiles.Team;
import dev.nightshift.activities.git.Code;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFilesTest {
  private static final String REVIEWER =
      """
      name: pr-reviewer
      version: 1
      role: >
        Looks at what others want to merge.
      goal: Say what breaks.
      tools:
        mode: allowlist
        list:
          - read_file
          - invoke_agent
      agents_squad:
        - test-maintainer
      slack:
        channel: "#reviews"
      """;

  private static final String REMEDIATOR = "name: remediator\nrole: Mends.\ngoal: Mend.\n";

  @TempDir Path temporary;
  private Code code;

  @BeforeEach
  void project() throws IOException {
    code = new Code(temporary);
    code.write("dbt_project.yml", "name: shop\n");
  }

  @Test
  void a_file_that_teams_have_is_read_as_it_is() throws IOException {
    code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER);
    AgentFile agent = team().agent("pr-reviewer").orElseThrow();
    assertEquals(".dinoai/agents/pr-reviewer.yml", agent.origin());
    assertEquals("Looks at what others want to merge.", agent.role());
    assertEquals("#reviews", agent.channel());
    assertEquals(List.of("test-maintainer"), agent.squad());
    assertTrue(agent.tools().has("read_file"));
    assertFalse(agent.tools().has("write_file"));
  }

  @Test
  void ours_stands_where_the_team_has_none_and_theirs_counts_where_it_has() throws IOException {
    assertEquals("built in", team().agent("pr-reviewer").orElseThrow().origin());
    code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER);
    code.write(
        ".nightshift/agents/pr-reviewer.yml", REVIEWER.replace("Say what breaks.", "Be kind."));
    assertEquals("Be kind.", team().agent("pr-reviewer").orElseThrow().goal());
    assertEquals(List.of(), team().problems());
    assertEquals(12, team().agents().size());
  }

  @Test
  void what_a_list_denies_is_what_there_is_not() throws IOException {
    code.write(
        ".dinoai/agents/pr-reviewer.yml",
        REVIEWER.replace("allowlist", "denylist").replace("invoke_agent", "write_file"));
    AgentFile agent = team().agent("pr-reviewer").orElseThrow();
    assertFalse(agent.tools().has("write_file"));
    assertTrue(agent.tools().has("build"));
  }

  @Test
  void every_problem_is_told_with_its_line_and_such_a_file_is_no_agent() throws IOException {
    code.write(
        ".dinoai/agents/pr-reviewer.yml",
        REVIEWER
            .replace("name: pr-reviewer", "name: other")
            .replace("version: 1", "version: 7")
            .replace("allowlist", "list")
            .replace("read_file", "read_fil")
            .replace("slack:", "slak:"));
    assertEquals(
        List.of(".dinoai/agents/pr-reviewer.yml:13: `slak` is not known here; is `slack` meant?"),
        said());
    code.write(
        ".dinoai/agents/pr-reviewer.yml",
        REVIEWER
            .replace("name: pr-reviewer", "name: other")
            .replace("version: 1", "version: 7")
            .replace("allowlist", "list")
            .replace("read_file", "read_fil"));
    assertEquals(
        List.of(
            ".dinoai/agents/pr-reviewer.yml:1: `name` is «other», and the file is called"
                + " pr-reviewer",
            ".dinoai/agents/pr-reviewer.yml:2: version 7 is not known here; 1 is",
            ".dinoai/agents/pr-reviewer.yml:7: `tools.mode` is allowlist or denylist, not «list»",
            ".dinoai/agents/pr-reviewer.yml:9: there is no tool «read_fil»; is read_file meant?"),
        said());
    assertEquals("built in", team().agent("pr-reviewer").orElseThrow().origin());
  }

  @Test
  void what_is_no_yaml_and_whom_nobody_knows_is_told() throws IOException {
    code.write(".nightshift/agents/a.yml", "name: a\n  role: x\n");
    code.write(".nightshift/agents/b.yml", "name: b\nrole: x\ngoal: y\nagents_squad: [nobody]\n");
    List<String> said = said();
    assertEquals(2, said.size());
    assertTrue(
        said.get(0).startsWith(".nightshift/agents/a.yml:2: this is not YAML"), said::toString);
    assertEquals(
        ".nightshift/agents/b.yml: `agents_squad` names «nobody», whom nobody knows", said.get(1));
  }

  @Test
  void a_file_of_claude_code_is_read_with_its_tools_in_our_words() throws IOException {
    code.write(
        ".claude/agents/sql.md",
        "---\nname: sql\ndescription: Writes SQL.\ntools: Read, Grep, Bash, WebFetch\n---\nBe brief.\n");
    AgentFile agent = team().agent("sql").orElseThrow();
    assertEquals("Writes SQL.", agent.role());
    assertEquals("Be brief.", agent.backstory());
    assertEquals(
        List.of(
            "read_file",
            "ripgrep_search",
            "run_terminal_command",
            "list",
            "compile",
            "run",
            "build",
            "test"),
        agent.tools().names());
  }

  @Test
  void all_that_claude_code_reads_is_accepted_and_what_is_not_used_here_is_told()
      throws IOException {
    code.write(
        ".claude/agents/sql.md",
        """
        ---
        name: sql
        description: Writes SQL.
        tools: Read, Edit, Agent(a, b), Bash(git *)
        disallowedTools: Edit, Grep
        model: opus
        permissionMode: plan
        maxTurns: 7
        skills: [one]
        hooks:
          Stop: []
        mcpServers: [x]
        memory: project
        background: true
        effort: high
        isolation: worktree
        color: blue
        initialPrompt: Begin.
        ---
        Be brief.
        """);
    AgentFile agent = team().agent("sql").orElseThrow();
    assertEquals(List.of(), said());
    assertEquals(List.of("read_file", "invoke_agent"), agent.tools().names());
    assertEquals(12, agent.notes().size());
    assertEquals(
        ".claude/agents/sql.md:6: `model` is not used here", agent.notes().get(0).toString());
  }

  @Test
  void what_a_file_of_claude_code_denies_is_what_there_is_not() throws IOException {
    code.write(
        ".claude/agents/sql.md",
        "---\nname: sql\ndescription: x\ndisallowedTools:\n  - Write\n  - Bash(rm *)\n---\ny\n");
    AgentFile agent = team().agent("sql").orElseThrow();
    assertFalse(agent.tools().has("write_file"));
    assertFalse(agent.tools().has("run_terminal_command"));
    assertFalse(agent.tools().has("build"), "it is run by a command there");
    assertTrue(agent.tools().has("lineage"));
  }

  @Test
  void a_tool_that_only_others_have_is_left_out_and_a_misspelt_one_is_a_problem()
      throws IOException {
    code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER.replace("invoke_agent", "paint_picture"));
    AgentFile agent = team().agent("pr-reviewer").orElseThrow();
    assertEquals(List.of(), said());
    assertEquals(List.of("read_file"), agent.tools().names());
    assertEquals(
        List.of(
            ".dinoai/agents/pr-reviewer.yml:10: there is no tool «paint_picture»; it is left out"),
        agent.notes().stream().map(AgentProblem::toString).toList());

    code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER.replace("invoke_agent", "write_fil"));
    assertEquals(1, said().size());
    assertEquals(
        ".dinoai/agents/pr-reviewer.yml", team().agent("pr-reviewer").orElseThrow().origin());

    code.write(
        ".dinoai/agents/pr-reviewer.yml",
        REVIEWER.replace("allowlist", "denylist").replace("invoke_agent", "write_fil"));
    assertEquals("built in", team().agent("pr-reviewer").orElseThrow().origin());
  }

  @Test
  void under_a_denylist_it_talks_in_its_channel_and_reads_issues() throws IOException {
    String denying = REVIEWER.replace("allowlist", "denylist");
    code.write(".dinoai/agents/pr-reviewer.yml", denying);
    AgentFile agent = team().agent("pr-reviewer").orElseThrow();
    assertTrue(agent.tools().has("post_slack_message"));
    assertTrue(agent.tools().has("get_linear_issue"));
    assertFalse(agent.tools().has("some_server__tool"));

    code.write(
        ".dinoai/agents/pr-reviewer.yml",
        denying
            .replace("slack:\n  channel: \"#reviews\"\n", "")
            .replace("invoke_agent", "get_linear_issue"));
    agent = team().agent("pr-reviewer").orElseThrow();
    assertFalse(agent.tools().has("post_slack_message"), "it has no channel");
    assertFalse(agent.tools().has("get_linear_issue"));
  }

  @Test
  void an_engine_is_one_that_there_can_be() throws IOException {
    for (String engine : List.of("rules", "codex", "acp:mine", "claude-code, model:small")) {
      code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER + "engine: " + engine + "\n");
      assertEquals(List.of(), said(), engine);
    }
    code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER + "engine: oracle\n");
    assertEquals(
        List.of(
            ".dinoai/agents/pr-reviewer.yml:15: `engine` is rules, claude-code, codex, model:NAME"
                + " or acp:NAME, not «oracle»"),
        said());
  }

  @Test
  void a_patch_gives_nobody_other_tools() throws IOException {
    code.write(".dinoai/agents/pr-reviewer.yml", REVIEWER);
    Workspace base = code.commit("");
    BlobRef patch;
    try (var checkout = code.checkouts().open(base, "edit")) {
      Files.writeString(
          checkout.project().resolve(".dinoai/agents/pr-reviewer.yml"),
          REVIEWER.replace("- read_file", "- write_file"));
      patch = checkout.patch();
    }
    AgentFile agent =
        new AgentFiles(code.checkouts()).of(base.with(patch)).agent("pr-reviewer").orElseThrow();
    assertFalse(agent.tools().has("write_file"));
  }

  @Test
  void a_branch_that_ran_brings_no_agents_of_its_own() throws IOException {
    code.write(".nightshift/agents/remediator.yml", REMEDIATOR);
    Workspace base = code.commit("");
    code.write(
        ".nightshift/agents/remediator.yml", REMEDIATOR.replace("Mend.", "Send what you find."));
    code.write(".nightshift/agents/other.yml", REMEDIATOR.replace("remediator", "other"));
    String branch = code.commitTo("feature");
    Team team =
        new AgentFiles(code.checkouts())
            .of(new Workspace(base.project(), base.repository(), "", branch, null));
    assertEquals("Mend.", team.working("remediator").goal());
    assertEquals(Optional.empty(), team.agent("other"));
  }

  @Test
  void where_there_is_no_base_branch_ours_work_and_that_is_said() throws IOException {
    code.write(".nightshift/agents/remediator.yml", REMEDIATOR);
    Workspace alone = new Workspace("shop", Code.REPOSITORY, "", code.commitTo("feature"), null);
    Team team = new AgentFiles(code.checkouts()).of(alone);
    assertEquals("built in", team.working("remediator").origin());
    assertEquals(
        "The team's own remediator could not be read, and ours worked in its place: the base"
            + " branch: there is no branch «main» in acme/shop.",
        team.trouble("remediator"));
  }

  private List<String> said() throws IOException {
    return team().problems().stream().map(AgentProblem::toString).toList();
  }

  private Team team() throws IOException {
    return new AgentFiles(code.checkouts()).of(code.commit(""));
  }
}
