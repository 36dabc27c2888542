package org.heaplab.report.page;

import static j2html.TagCreator.body;
import static j2html.TagCreator.details;
import static j2html.TagCreator.document;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.title;

import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.NavTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.heaplab.report.palette.HeapMapColor;
import org.heaplab.report.table.TextTable;

/// What all pages have in common: one file that needs nothing beside itself, in light and dark,
/// with its contents beside it.
public final class PageParts {
  private PageParts() {}

  /// @param contents a list of links, in HTML
  /// @param text in HTML
  public static String page(String title, String contents, String text) {
    return document(
        html(head(title), body(contents(rawHtml(contents)), main(rawHtml(text)))).withLang("en"));
  }

  /// A table in HTML.
  public static String table(TextTable table) {
    return PlainTable.html(table).render();
  }

  static NavTag contents(DomContent list) {
    return nav(details(summary("heaplab"), list).attr("open")).attr("aria-label", "Contents");
  }

  static HeadTag head(String title) {
    return TagCreator.head(
        meta().withCharset("utf-8"),
        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
        meta().withName("color-scheme").withContent("light dark"),
        title(title),
        style(rawHtml(resource("page.css") + resource("heapmap.css") + HeapMapColor.css())));
  }

  static String resource(String name) {
    try (var stream = PageParts.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
