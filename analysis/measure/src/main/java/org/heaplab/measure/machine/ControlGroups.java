package org.heaplab.measure.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The memory that control groups leave to this process, in version 1 and 2 of them (cgroups(7)). A
/// group's limit holds for all groups inside it.
public final class ControlGroups {
  /// Version 1 says no limit by a number of about 2^63.
  private static final long NO_LIMIT = 1L << 62;

  private ControlGroups() {}

  public static List<MemoryLimit> limits(Path root) {
    var limits = new ArrayList<MemoryLimit>();
    for (String group : new SystemFacts(root.resolve("proc/self/cgroup")).lines()) {
      String[] parts = group.split(":", 3);
      if (parts.length < 3) continue;
      if (parts[1].isEmpty()) {
        add(limits, root, parts[2], "cgroup2", "");
      } else if (List.of(parts[1].split(",")).contains("memory")) {
        add(limits, root, parts[2], "cgroup", "memory");
      }
    }
    return limits;
  }

  /// Looks at the group and all that it is in, up to where the file system is mounted.
  private static void add(
      List<MemoryLimit> limits, Path root, String group, String type, String option) {
    for (String mount : new SystemFacts(root.resolve("proc/self/mountinfo")).lines()) {
      String[] sides = mount.split(" - ", 2);
      String[] fields = sides[0].split(" ", -1);
      if (sides.length < 2 || fields.length < 5) continue;
      String[] kind = sides[1].split(" ", -1);
      if (!kind[0].equals(type)) continue;
      if (!option.isEmpty() && !List.of(kind[kind.length - 1].split(",")).contains(option)) {
        continue;
      }
      Path top = root.resolve(fields[4].substring(1));
      String below = group.startsWith(fields[3]) ? group.substring(fields[3].length()) : group;
      Path at = top.resolve(below.replaceFirst("^/+", "")).normalize();
      while (at.startsWith(top)) {
        limit(at, option.isEmpty())
            .ifPresent(bytes -> limits.add(new MemoryLimit(bytes, "its control group")));
        if (at.equals(top)) break;
        at = at.getParent();
      }
    }
  }

  /// What a group leaves: its limit less what is in use, but for files that can be dropped.
  private static OptionalLong limit(Path group, boolean second) {
    OptionalLong most =
        second
            ? smaller(number(group, "memory.max"), number(group, "memory.high"))
            : number(group, "memory.limit_in_bytes");
    if (most.isEmpty() || most.getAsLong() >= NO_LIMIT) return OptionalLong.empty();
    long used =
        number(group, second ? "memory.current" : "memory.usage_in_bytes").orElse(0)
            - new SystemFacts(group.resolve("memory.stat"))
                .number(second ? "inactive_file" : "total_inactive_file")
                .orElse(0);
    return OptionalLong.of(Math.max(0, most.getAsLong() - Math.max(0, used)));
  }

  private static OptionalLong smaller(OptionalLong one, OptionalLong other) {
    if (one.isEmpty()) return other;
    return other.isEmpty() || one.getAsLong() < other.getAsLong() ? one : other;
  }

  private static OptionalLong number(Path group, String file) {
    return new SystemFacts(group.resolve(file)).number("");
  }
}
