package org.heaplab.cli.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Which module may know which, as rules over the packages under a root.
///
/// ```text
///    options ◀─┬─ allocators ◀─┬─ measure ◀─┐
///              └─ workloads  ◀─┤   │        │
///                              └─ bench   ◀─┼─ cli
///    results ◀─────────────────────┘        │
///       ▲                                   │
///       └──────────────────────── report  ◀─┤
///                                   └ paper ◀┘
/// ```
final class Arrows {
  private record Module(String name, List<String> known) {}

  private static final List<Module> MODULES =
      List.of(
          new Module("options", List.of()),
          new Module("allocators", List.of("options")),
          new Module("workloads", List.of("options")),
          new Module("results", List.of()),
          new Module("measure", List.of("options", "allocators", "workloads", "results")),
          new Module("bench", List.of("options", "allocators", "workloads")),
          new Module("report", List.of("results")),
          new Module("paper", List.of("results", "report")),
          new Module(
              "cli",
              List.of(
                  "options",
                  "allocators",
                  "workloads",
                  "results",
                  "measure",
                  "bench",
                  "report",
                  "paper")));

  private Arrows() {}

  static Stream<String> modules() {
    return MODULES.stream().map(Module::name);
  }

  /// One rule for each pair of modules without an arrow.
  static List<ArchRule> rules(String root) {
    var rules = new ArrayList<ArchRule>();
    for (Module module : MODULES) {
      for (Module other : MODULES) {
        if (module.equals(other) || module.known().contains(other.name())) continue;
        rules.add(forbid(root, module.name(), other.name()));
      }
    }
    return rules;
  }

  private static ArchRule forbid(String root, String module, String other) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + "." + other + "..")
        .allowEmptyShould(true)
        .as(module + " must not know " + other);
  }
}
