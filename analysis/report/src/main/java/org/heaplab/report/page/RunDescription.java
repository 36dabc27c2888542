package org.heaplab.report.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.join;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.results.manifest.Host;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.metric.Unit;

/// What a run says about itself.
record RunDescription(Manifest manifest) {
  private record Fact(String name, String value) {}

  /// Command and date, for the head of the page.
  DomContent line() {
    return p(code(command()), text(" " + orUnknown(manifest.start()))).withClass("muted");
  }

  DomContent html() {
    return join(
        pre(code(command())),
        dl(each(facts(), fact -> join(dt(fact.name()), dd(orUnknown(fact.value()))))));
  }

  private String command() {
    return String.join(" ", manifest.command());
  }

  private List<Fact> facts() {
    Host host = manifest.host();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("heaplab", manifest.heaplab()));
    facts.add(new Fact("commit", manifest.commit()));
    facts.add(new Fact("processor", "%s, %d cores".formatted(host.cpu(), host.cores())));
    facts.add(new Fact("memory", host.memory()));
    facts.add(new Fact("transparent huge pages", host.transparentHugePages()));
    facts.add(
        new Fact("system", "%s, %s, %s".formatted(host.os(), host.kernel(), host.architecture())));
    facts.add(new Fact("Java", host.jvm()));
    facts.add(new Fact("suite", manifest.suite()));
    facts.add(new Fact("seed", Long.toString(manifest.seed())));
    facts.add(new Fact("workloads", list(manifest.workloads())));
    facts.add(new Fact("began", manifest.start()));
    facts.add(new Fact("resumed", list(manifest.resumed())));
    facts.add(new Fact("ended", manifest.end()));
    facts.add(new Fact("left out", list(manifest.skipped())));
    facts.add(new Fact("validity", validity()));
    return facts;
  }

  private static String list(List<String> values) {
    return values.isEmpty() ? "none" : String.join("; ", values);
  }

  private String validity() {
    if (manifest.validity() == null) return "";
    return "%s measurements of an allocator on a trace; not valid: %s"
        .formatted(
            Unit.COUNT.format(manifest.validity().cells()), list(manifest.validity().invalid()));
  }

  private static String orUnknown(String value) {
    return value == null || value.isEmpty() ? "unknown" : value;
  }
}
