package org.heaplab.report.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.Report;
import org.heaplab.report.SyntheticRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in a real browser, where the machine has Chromium: the page of a made-up run of thirty
/// allocators on four traces, or the one that the property `heaplab.page` names, which must be of
/// several traces.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageInBrowserTest {
  private static final int WIDE = 1280;
  private static final int PHONE = 390;
  private static final int HEIGHT = 844;

  private static final String SUMMARY =
      "document.querySelector('table.sortable:has(tr[data-allocator])')";

  private HeadlessChromium browser;
  private Tab tab;
  private URI page;

  @BeforeAll
  void start(@TempDir Path run, @TempDir Path profile) throws Exception {
    Optional<Path> program = HeadlessChromium.program();
    assumeTrue(program.isPresent(), "the machine has no Chromium");
    page = page(run);
    browser = HeadlessChromium.start(program.get(), profile);
    tab = browser.tab();
  }

  private static URI page(Path run) throws IOException {
    String given = System.getProperty("heaplab.page");
    if (given != null) return Path.of(given).toAbsolutePath().toUri();
    SyntheticRun.write(run, SyntheticRun.PROGRAMS.subList(0, 4), SyntheticRun.THIRTY, 40, 1);
    Report.render(run, (done, total, what) -> {});
    return run.resolve("report.html").toUri();
  }

  @AfterAll
  void stop() {
    if (tab != null) tab.close();
    if (browser != null) browser.close();
  }

  @AfterEach
  void nothingWentWrongOnThePage() {
    assertEquals(List.of(), tab.errors());
  }

  private void open(int width) {
    tab.open(page, width, HEIGHT, "light");
  }

  /// The middle of an element, after it was brought into view.
  private JsonNode middle(String element) {
    return tab.value(
        """
        (element => {
          element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
          const box = element.getBoundingClientRect();
          return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        })(%s)"""
            .formatted(element));
  }

  private String text(String expression) {
    return tab.value(expression).asText();
  }

  private boolean is(String expression) {
    return tab.value(expression).asBoolean();
  }

  private String tip() {
    return is("document.querySelector('#tip').hidden")
        ? ""
        : text("document.querySelector('#tip').innerText");
  }

  private static String nameOf(String spot) {
    return "run.allocators[%s.dataset.allocator].name".formatted(spot);
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark"})
  void thePageFitsItsWidthAndFollowsTheTheme(int width, String theme) {
    tab.open(page, width, HEIGHT, theme);
    tab.value("document.querySelectorAll('nav input').forEach(box => box.checked || box.click())");
    assertEquals(width, tab.value("document.documentElement.scrollWidth").asInt());
    String ground = text("getComputedStyle(document.body).backgroundColor");
    int red = Integer.parseInt(ground.replaceAll("rgb\\((\\d+),.*", "$1"));
    assertEquals(theme.equals("dark"), red < 128, ground);
  }

  @Test
  void theVerdictComesFirst() {
    open(PHONE);
    double findings = tab.value("document.querySelector('.findings').offsetTop").asDouble();
    assertTrue(findings < HEIGHT, "at " + findings);
    assertTrue(is("document.querySelector('.findings').closest('header') !== null"));
  }

  @Test
  void aPointThatIsPointedAtSaysWhatItIsAndLightsUpItsRows() {
    open(WIDE);
    tab.point(middle("document.querySelector('.spot')"));
    String name = text(nameOf("document.querySelector('.spot')"));
    assertTrue(tip().startsWith(name), tip());
    assertTrue(tip().contains("time per operation: ") && tip().contains("mean ratio: "), tip());
    assertEquals(name, text(nameOf(SUMMARY + ".querySelector('.lit')")));
    tab.point(middle("document.querySelector('h1')"));
    assertEquals("", tip());
    assertFalse(is("document.querySelector('.lit') !== null"));
  }

  @Test
  void aRowThatIsPointedAtLightsUpItsPoint() {
    open(WIDE);
    tab.point(middle(SUMMARY + ".tBodies[0].rows[0].cells[0]"));
    assertEquals(
        text(nameOf(SUMMARY + ".tBodies[0].rows[0]")),
        text(nameOf("document.querySelector('.spot.lit')")));
  }

  @Test
  void aTappedPointSaysWhatItIsUntilSomethingElseIsTapped() {
    open(PHONE);
    tab.tap(middle("document.querySelector('.spot')"));
    assertTrue(tip().startsWith(text(nameOf("document.querySelector('.spot')"))), tip());
    double right =
        tab.value("document.querySelector('#tip').getBoundingClientRect().right").asDouble();
    assertTrue(right <= PHONE, "to " + right);
    tab.tap(middle("document.querySelector('h1')"));
    assertEquals("", tip());
  }

  @Test
  void pointsAreReachedByTabAndWalkedByArrows() {
    open(WIDE);
    assertTrue(
        is(
            "[...document.querySelectorAll('svg:has(.spot)')]"
                + ".every(svg => svg.querySelectorAll('[tabindex=\"0\"]').length === 1)"));
    tab.value("document.querySelector('.spot[tabindex=\"0\"]').focus()");
    String first = text(nameOf("document.activeElement"));
    assertTrue(tip().startsWith(first), tip());
    tab.press(Tab.Key.RIGHT);
    String second = text(nameOf("document.activeElement"));
    assertNotEquals(first, second);
    assertTrue(tip().startsWith(second), tip());
    tab.press(Tab.Key.ESCAPE);
    assertEquals("", tip());
  }

  @Test
  void aColumnSortsByKeyboardAndByMouse() {
    open(WIDE);
    String head = SUMMARY + ".tHead.rows[0].cells[4]";
    tab.value(head + ".querySelector('button').focus()");
    tab.press(Tab.Key.ENTER);
    assertEquals("ascending", text(head + ".ariaSort"));
    List<Double> rising = keys(head);
    assertTrue(rising.size() > 1, rising.toString());
    assertEquals(rising.stream().sorted().toList(), rising);
    tab.click(middle(head + ".querySelector('button')"));
    assertEquals("descending", text(head + ".ariaSort"));
    assertEquals(rising.reversed(), keys(head));
  }

  private List<Double> keys(String head) {
    var keys = new ArrayList<Double>();
    tab.value(
            "[...%s.tBodies[0].rows].map(row => keyOf(row, 4, %s)).filter(key => typeof key === 'number')"
                .formatted(SUMMARY, head))
        .forEach(key -> keys.add(key.asDouble()));
    return keys;
  }

  @ParameterizedTest
  @ValueSource(ints = {WIDE, PHONE})
  void anAllocatorThatIsNotPickedIsNowhere(int width) {
    open(width);
    tab.value("document.querySelector('nav details').open = true");
    String lines =
        "[...document.querySelectorAll('main section:not([hidden]) [data-allocator=\"1\"]')]";
    assertTrue(is(lines + ".some(one => one.matches('svg path') && one.checkVisibility())"));
    assertTrue(is(lines + ".some(one => one.matches('tr') && one.checkVisibility())"));
    String box = "document.querySelector('nav .allocators input[value=\"1\"]')";
    tab.value(box + ".closest('.family')?.querySelector('button').click()");
    tab.click(middle(box));
    assertTrue(is(lines + ".every(one => !one.checkVisibility())"));
    tab.click(middle(box));
    assertTrue(is(lines + ".some(one => one.matches('tr') && one.checkVisibility())"));
  }

  @Test
  void aFamilyIsHiddenByOneBox() {
    open(WIDE);
    String family = "document.querySelector('nav .family')";
    tab.click(middle(family + ".querySelector('input')"));
    String members = family + ".querySelectorAll('div input')";
    assertTrue(tab.value(members + ".length").asInt() > 1);
    assertTrue(
        is(
            "[..."
                + members
                + "].every(box => !box.checked && [...document.querySelectorAll("
                + "`main [data-allocator='${box.value}']`)].every(one => !one.checkVisibility()))"));
  }

  @Test
  void tracesAreShownAsTheyArePicked() {
    open(WIDE);
    String shown =
        "[...document.querySelectorAll('section[id^=\"trace-\"]')]"
            + ".map(section => section.getBoundingClientRect().height > 0 ? 1 : 0).join('')";
    String all = text(shown).replace('0', '1');
    assertEquals(all.replaceFirst("1", "x").replace('1', '0').replace('x', '1'), text(shown));
    tab.click(middle("document.querySelectorAll('nav .pick input')[1]"));
    assertTrue(text(shown).startsWith("11"), text(shown));
    tab.click(middle("document.querySelector('nav .all button:last-child')"));
    assertEquals(all.replace('1', '0'), text(shown));
    tab.click(middle("document.querySelectorAll('nav .pick a')[1]"));
    assertTrue(text(shown).startsWith("01"), text(shown));
    tab.click(middle("document.querySelector('nav .all button')"));
    assertEquals(all, text(shown));
  }

  @Test
  void aLongTableIsFoldedByFamilies() {
    open(WIDE);
    String rows =
        "[...%s.tBodies[0].rows].filter(row => row.checkVisibility()).length".formatted(SUMMARY);
    int folded = tab.value(rows).asInt();
    tab.click(middle(SUMMARY + ".querySelector('td button')"));
    assertTrue(tab.value(rows).asInt() > folded);
    assertEquals("−", text("document.activeElement.textContent"));
  }
}
