package org.heaplab.report.page;

import static j2html.TagCreator.b;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;

import j2html.tags.DomContent;
import java.util.List;
import org.heaplab.report.diagnosis.Finding;

/// What is wrong with a program's memory and what would help, in words.
record FindingList(List<Finding> findings) {
  DomContent html() {
    if (findings.isEmpty()) return rawHtml("");
    return dl(each(
            findings,
            finding ->
                each(dt(finding.question()), dd(p(b(finding.verdict())), p(finding.evidence())))))
        .withClass("findings");
  }
}
