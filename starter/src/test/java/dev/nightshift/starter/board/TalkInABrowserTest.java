package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents as a person watches them. Whatever the browser forbids or cannot load is a failure. */
class TalkInABrowserTest {
  private static Browser browser;
  private BoardStage stage;
  private SomeTalks talks;

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
    talks = new SomeTalks(stage.doors);
    browser.open(stage.board.url(stage.server.address()));
    browser.until("document.querySelectorAll('ul.runs li').length === 4");
  }

  @AfterEach
  void leave() throws Exception {
    browser.open(URI.create("about:blank"));
    stage.close();
    assertEquals(List.of(), browser.complaints());
  }

  private void openTalk(String id) {
    browser.value("location.hash = '#/agents/" + id.replace("/", "%2F") + "'");
    browser.until("document.querySelector('h1 .state')");
  }

  private int count(String selector) {
    return browser.value("document.querySelectorAll(\"" + selector + "\").length").asInt();
  }

  @Test
  void who_has_asked_none_yet_is_told_how() {
    browser.click("a[data-page=agents]");
    browser.until("document.querySelector('.empty')");
    assertTrue(browser.text(".empty").contains("./nightshift agents run dbt-expert --message"));
    talks.told();
    browser.until("document.querySelectorAll('ul.runs li').length === 5");
    browser.click("ul.runs li:nth-child(3) a");
    browser.until("document.querySelector('h1 .state')?.innerText === 'budget used up'");
    assertEquals(
        "page",
        browser
            .value("document.querySelector('a[data-page=agents]').getAttribute('aria-current')")
            .asText());
  }

  @Test
  void what_is_said_comes_by_itself_and_leaves_what_a_reader_unfolded_and_where_they_read() {
    talks.told();
    openTalk(SomeTalks.WORKING);
    browser.until("document.querySelectorAll('ol.talk > li').length === 5");
    browser.click("ol.talk > li:nth-child(2) summary");
    assertEquals(
        "uses read_file models/staging/stg_orders.sql\n\npath\n\nmodels/staging/stg_orders.sql",
        browser.text("ol.talk > li:nth-child(2)"));
    browser.click("ol.talk > li:nth-child(4) summary");
    browser.until("document.querySelector('ol.talk > li:nth-child(4) details').open");
    assertTrue(
        browser.text("ol.talk > li:nth-child(4)").contains("first 2,000 of 4,600 characters"));
    browser.value("window.scrollTo(0, 300)");
    browser.value("window.fourth = document.querySelector('ol.talk > li:nth-child(4)')");
    int before = browser.value("window.scrollY").asInt();
    assertTrue(before > 0, "the page is long enough to scroll");
    talks.sayMore();
    browser.until("document.querySelectorAll('ol.talk > li').length === 10");
    assertEquals(before, browser.value("window.scrollY").asInt());
    assertTrue(
        browser
            .value("window.fourth === document.querySelector('ol.talk > li:nth-child(4)')")
            .asBoolean(),
        "what was there is left as it is");
    assertTrue(browser.value("window.fourth.querySelector('details').open").asBoolean());
    talks.deaf();
    browser.until("document.querySelector('main').innerText.includes('claude again')");
    assertEquals(10, count("ol.talk > li"), "what nobody tells just now was said all the same");
    talks.end();
    browser.until("document.querySelector('h1 .state').innerText === 'done'");
    assertEquals(before, browser.value("window.scrollY").asInt());
    assertTrue(
        browser.value("document.querySelector('.card.good .markdown') !== null").asBoolean());
    assertTrue(
        browser.text("main").contains("5 turns, 48,211 tokens read and 1,204 said, $0.0312"));
    assertTrue(browser.text(".diff").contains("amount_cents / 100.0 as order_total"));
    assertEquals(0, count(".stop"), "there is nothing to stop any more");
  }

  @Test
  void words_that_are_quoted_without_end_are_shown_as_they_are() {
    talks.told();
    openTalk(SomeTalks.WORKING);
    browser.value(
        "import('/markdown.js').then((it) => { window.deep ="
            + " it.markdown('>'.repeat(20000)).textContent.length })");
    browser.until("window.deep > 19000");
  }

  @Test
  void who_has_read_to_the_end_stays_there() {
    talks.told();
    openTalk(SomeTalks.WORKING);
    browser.until("document.querySelectorAll('ol.talk > li').length === 5");
    browser.click("ol.talk > li:nth-child(4) summary");
    browser.value("window.scrollTo(0, document.documentElement.scrollHeight)");
    talks.sayMore();
    browser.until(
        "document.querySelectorAll('ol.talk > li').length === 10 && Math.abs(innerHeight + scrollY"
            + " - document.documentElement.scrollHeight) < 3");
  }

  @Test
  void words_of_others_stay_words() {
    talks.told();
    for (String id : List.of(SomeTalks.WORKING, SomeTalks.DONE, SomeTalks.HEADLESS)) {
      openTalk(id);
      browser.until(
          "document.querySelector('main').innerText.includes('<img src=x onerror=alert(1)>')");
      browser.value("document.querySelectorAll('main details').forEach(one => one.open = true)");
      assertEquals(0, count("main script, main img, main b, a[href^=javascript]"), id);
    }
    assertTrue(browser.text("main").contains("I read the <b>staging</b>"));
  }

  @Test
  void one_that_has_ended_shows_its_answer_and_is_not_asked_for_again() {
    talks.told();
    openTalk(SomeTalks.DONE);
    browser.until("document.querySelector('.card.short .markdown')");
    assertFalse(browser.value("document.querySelector('main section > details').open").asBoolean());
    assertTrue(browser.text(".card.short").contains("What it may spend was spent"));
    int asked = stage.doors.agentRuns.asked;
    browser.value("new Promise(done => setTimeout(done, 2000))");
    assertEquals(asked, stage.doors.agentRuns.asked);
    openTalk(SomeTalks.FAILED);
    browser.until("document.querySelector('.card.bad')?.innerText.includes('«auditor»')");
  }

  @Test
  void one_is_stopped_in_two_steps_by_somebody_with_a_name() {
    talks.told();
    openTalk(SomeTalks.WORKING);
    browser.until("document.querySelector('.stop #person')?.value === 'kim@larkspur.example'");
    assertFalse(browser.value("document.querySelector('.stop').open").asBoolean());
    browser.click(".stop summary");
    browser.value("document.querySelector('#person').value = ''");
    browser.click(".stop button");
    browser.until("!document.querySelector('.stop .problem').hidden");
    assertEquals(Map.of(), stage.doors.agentRuns.cancelled);
    browser.write("#person", "lee@larkspur.example");
    browser.click(".stop button");
    browser.until("document.querySelector('.stop').innerText.includes('It is asked to stop')");
    assertEquals(
        Map.of(SomeTalks.WORKING, "lee@larkspur.example stopped it on the board"),
        stage.doors.agentRuns.cancelled);
  }

  @Test
  void a_run_leads_to_the_agent_that_works_on_its_fix_and_back() {
    talks.told();
    browser.click("a[href='#/runs/" + BoardStage.ASKING.replace("/", "%2F") + "']");
    browser.until("document.querySelector('a[href*=\"fixer-2\"]')");
    browser.click("a[href*='fixer-2']");
    browser.until("document.querySelectorAll('ol.talk > li').length === 5");
    assertTrue(browser.text("main").contains("raw.orders has no column total_cents any more"));
    assertEquals(0, count(".stop"), "a run is stopped as a whole");
    browser.click(".trail a[href^='#/runs/']");
    browser.until("document.querySelector('#person')");
  }
}
