package org.heaplab.measure.machine;

import java.nio.file.Path;
import org.heaplab.results.manifest.Host;

/// What a result needs to say about the machine that it was measured on. A value that the machine
/// does not tell is empty.
public final class HostFacts {
  private HostFacts() {}

  public static Host describe() {
    return new Host(
        property("java.vm.name") + " " + property("java.runtime.version"),
        fact(Path.of("/etc/os-release"), "PRETTY_NAME="),
        property("os.name") + " " + property("os.version"),
        property("os.arch"),
        fact(Path.of("/proc/cpuinfo"), "model name\t:"),
        Runtime.getRuntime().availableProcessors(),
        fact(Path.of("/proc/meminfo"), "MemTotal:"),
        "off for what is measured; the system's setting: "
            + fact(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"), ""));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  /// The rest of the first line that begins with the key.
  private static String fact(Path file, String key) {
    return new SystemFacts(file)
        .lines().stream()
            .filter(line -> line.startsWith(key))
            .map(line -> line.substring(key.length()).replace("\"", "").strip())
            .findFirst()
            .orElse("");
  }
}
