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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.runs.ProvenanceTable;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.Host;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Method;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Tables;

/// What a run says about itself.
record RunDescription(Run run) {
  /// Enough of a hash to tell two files apart.
  private static final int HASH = 12;

  private static final String JVM =
      "The footprint of an allocator written in Java is what it takes from the system for its heap."
          + " The memory of the Java virtual machine that it runs in is not in it.";

  private record Fact(String name, String value) {}

  /// Command and date, for the head of the page.
  DomContent line() {
    return p(code(command()), text(" " + orUnknown(run.manifest().start()))).withClass("muted");
  }

  DomContent html() {
    return join(
        pre(code(command())),
        dl(each(facts(), fact -> join(dt(fact.name()), dd(orUnknown(fact.value()))))),
        p(JVM),
        each(ProvenanceTable.of(run).stream().toList(), PlainTable::html));
  }

  private String command() {
    return String.join(" ", run.manifest().command());
  }

  private List<Fact> facts() {
    Manifest manifest = run.manifest();
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
    facts.addAll(method(manifest.method()));
    facts.addAll(workloads());
    facts.add(new Fact("began", manifest.start()));
    facts.add(new Fact("resumed", list(manifest.resumed())));
    facts.add(new Fact("ended", manifest.end()));
    facts.add(new Fact("left out", list(manifest.skipped())));
    facts.add(new Fact("validity", validity(manifest)));
    return facts;
  }

  private static List<Fact> method(Method method) {
    return List.of(
        new Fact("locks", method.locks()),
        new Fact("processes for each time", count(method.processes())),
        new Fact("processes for a native footprint", count(method.spaceProcesses())),
        new Fact("compiler of the C replay", method.compiler()));
  }

  private static String count(int processes) {
    return processes == 0 ? "" : Integer.toString(processes);
  }

  /// One for each group, each workload with the beginning of the hash of what was replayed of it.
  private List<Fact> workloads() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (ReplayedWorkload one : run.manifest().workloads()) {
      groups
          .computeIfAbsent(one.group(), group -> new ArrayList<>())
          .add((one.name() + " " + hash(one.name())).strip());
    }
    return groups.entrySet().stream()
        .map(group -> new Fact((group.getKey() + " workloads").strip(), list(group.getValue())))
        .toList();
  }

  private String hash(String trace) {
    return run.experiments().stream()
        .flatMap(results -> results.traces().stream())
        .filter(one -> one.trace().equals(trace))
        .flatMap(one -> one.cells().stream())
        .flatMap(cell -> cell.row(Tables.TRACE).stream())
        .map(row -> row.text("sha256"))
        .findFirst()
        .map(whole -> whole.substring(0, Math.min(HASH, whole.length())))
        .orElse("");
  }

  private static String list(List<String> values) {
    return values.isEmpty() ? "none" : String.join("; ", values);
  }

  private static String validity(Manifest manifest) {
    if (manifest.validity() == null) return "";
    return "%s measurements of an allocator on a trace; not valid: %s"
        .formatted(
            Unit.COUNT.format(manifest.validity().cells()), list(manifest.validity().invalid()));
  }

  private static String orUnknown(String value) {
    return value == null || value.isEmpty() ? "unknown" : value;
  }
}
