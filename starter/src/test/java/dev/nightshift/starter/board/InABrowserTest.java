package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The board as a person meets it. Whatever the browser forbids or cannot load is a failure. */
class InABrowserTest {
  private static Browser browser;
  private BoardStage stage;

  @BeforeAll
  static void begin() throws Exception {
    browser = Browser.begin();
  }

  @AfterAll
  static void end() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void enter() throws Exception {
    stage = new BoardStage();
    browser.open(stage.board.url(stage.server.address()));
    browser.until("document.querySelectorAll('ul.runs li').length === 4");
  }

  @AfterEach
  void leave() throws Exception {
    browser.open(URI.create("about:blank"));
    stage.close();
    assertEquals(List.of(), browser.complaints());
  }

  private void openRun(String id) {
    browser.click("a[href='#/runs/" + id.replace("/", "%2F") + "']");
    browser.until("document.querySelector('h1 .state')");
  }

  @Test
  void the_printed_address_leads_in_and_the_token_leaves_the_address_bar() {
    assertEquals("/", browser.value("location.pathname + location.search").asText());
    assertEquals("(1) Nightshift", browser.value("document.title").asText());
    assertTrue(browser.text("main").matches("(?s).*Waiting for you.*In the works.*Ended.*"));
  }

  @Test
  void a_click_approves_the_very_patch_and_the_page_goes_on_by_itself() {
    openRun(BoardStage.ASKING);
    browser.until("document.querySelector('#person')?.value === 'kim@larkspur.example'");
    assertTrue(browser.text("main").contains("amount_cents / 100.0 as order_total"));
    stage.flows.decided = () -> stage.flows.holding(published());
    browser.click("button.yes");
    browser.until("document.querySelector('h1 .state').innerText === 'working'");
    Decision decision = stage.flows.decisions.get(0);
    assertEquals(Decision.Choice.APPROVE, decision.choice());
    assertEquals(stage.patch.sha256(), decision.patchHash());
    assertEquals("kim@larkspur.example", decision.person());
    assertFalse(browser.value("!!document.querySelector('button.yes')").asBoolean());
  }

  private static dev.nightshift.starter.flows.Run published() {
    return FakeFlows.open(
        BoardStage.ASKING,
        new Progress(
            "remediation", "larkspur", "run 9f3c77aa", "publish", "pushing", null, null, null));
  }

  @Test
  void a_no_needs_a_reason_and_what_was_written_survives_the_next_look() {
    openRun(BoardStage.ASKING);
    browser.until("document.querySelector('#person')?.value");
    browser.click("button.no");
    browser.until("!document.querySelector('.card.asking .problem').hidden");
    assertEquals(List.of(), stage.flows.decisions);
    browser.write("#reason", "Not before the audit.");
    stage.flows.answer = new Heard(false, "the patch has changed meanwhile");
    stage.flows.holding(later());
    browser.until("document.querySelector('main').innerText.includes('one more was found')");
    assertEquals(
        "Not before the audit.", browser.value("document.querySelector('#reason').value").asText());
    browser.click("button.no");
    browser.until(
        "document.querySelector('.problem').innerText === 'the patch has changed meanwhile'");
    assertEquals("Not before the audit.", stage.flows.decisions.get(0).reason());
    // The starter says so by a 409, and a browser notes each answer that is none.
    assertTrue(browser.forget("409"), "the refusal was an error to the browser");
  }

  /** The same question, and something was found since. */
  private dev.nightshift.starter.flows.Run later() {
    Progress now = stage.flows.runs.get(BoardStage.ASKING).progress();
    return FakeFlows.open(
        BoardStage.ASKING,
        new Progress(
            now.kind(),
            now.project(),
            now.title(),
            now.phase(),
            now.says(),
            now.steps(),
            List.of("one more was found"),
            now.waiting()));
  }

  @Test
  void words_of_others_stay_words() {
    openRun(BoardStage.ASKING);
    browser.until("document.querySelector('main').innerText.includes('<script>alert(1)</script>')");
    browser.value("location.hash = '#/'");
    browser.until("document.querySelectorAll('ul.runs li').length === 4");
    openRun(BoardStage.ENDED);
    browser.until("document.querySelector('main').innerText.includes('stays text')");
    assertEquals(
        0,
        browser
            .value("document.querySelectorAll('main script, main img, a[href^=javascript]').length")
            .asInt());
  }

  @Test
  void the_report_as_a_page_of_its_own_shows_and_fetches_nothing() throws Exception {
    openRun(BoardStage.ENDED);
    browser.until("document.querySelector('a[href$=\"report.html\"]')");
    String page = browser.value("document.querySelector('a[href$=\"report.html\"]').href").asText();
    browser.open(URI.create(page));
    assertEquals("1b20c4de", browser.value("document.title").asText());
  }

  @Test
  void every_page_of_the_bar_shows_something() {
    stage.issues.there = true;
    browser.click("a[data-page=messages]");
    for (String name : List.of("pulls", "issues", "messages", "runs")) {
      browser.until("!document.querySelector('a[data-page=" + name + "]').hidden");
      browser.click("a[data-page=" + name + "]");
      browser.until("document.querySelector('main .page h1')?.nextElementSibling?.innerText");
    }
  }

  @Test
  void a_starter_that_is_gone_is_said_and_one_that_is_back_too() {
    stage.flows.away = true;
    browser.until("!document.querySelector('#away').hidden");
    assertTrue(browser.text("#away").contains("Temporal does not answer"));
    stage.flows.away = false;
    browser.until("document.querySelector('#away').hidden");
    assertTrue(browser.forget("503"), "an answer 503 was an error to the browser");
  }
}
