package org.heaplab.cli.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Which room may know which, as rules over the packages under a root.
///
/// ```text
///               ┌─ allocators ◀─┬─ measure ◀─┐
///    options ◀──┤               ├─ bench   ◀─┼─ cli
///               └─ workloads  ◀─┘   report ◀─┘
/// ```
final class Arrows {
  private record Room(String name, List<String> known) {}

  private static final List<Room> ROOMS =
      List.of(
          new Room("options", List.of()),
          new Room("allocators", List.of("options")),
          new Room("workloads", List.of("options")),
          new Room("measure", List.of("options", "allocators", "workloads")),
          new Room("bench", List.of("options", "allocators", "workloads")),
          new Room("report", List.of()),
          new Room(
              "cli", List.of("options", "allocators", "workloads", "measure", "bench", "report")));

  private Arrows() {}

  static Stream<String> rooms() {
    return ROOMS.stream().map(Room::name);
  }

  /// One rule for each pair of rooms without an arrow.
  static List<ArchRule> rules(String root) {
    var rules = new ArrayList<ArchRule>();
    for (Room room : ROOMS) {
      for (Room other : ROOMS) {
        if (room.equals(other) || room.known().contains(other.name())) continue;
        rules.add(forbid(root, room.name(), other.name()));
      }
    }
    return rules;
  }

  private static ArchRule forbid(String root, String room, String other) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + "." + other + "..")
        .allowEmptyShould(true)
        .as(room + " must not know " + other);
  }
}
