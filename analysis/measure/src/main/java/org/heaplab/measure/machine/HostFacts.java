package org.heaplab.measure.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What a result needs to say about the machine that it was measured on. A value that the machine
/// does not tell is empty.
public final class HostFacts {
  private HostFacts() {}

  public static Map<String, Object> describe() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("jvm", property("java.vm.name") + " " + property("java.runtime.version"));
    facts.put("os", fact(Path.of("/etc/os-release"), "PRETTY_NAME="));
    facts.put("kernel", property("os.name") + " " + property("os.version"));
    facts.put("architecture", property("os.arch"));
    facts.put("cpu", fact(Path.of("/proc/cpuinfo"), "model name\t:"));
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("memory", fact(Path.of("/proc/meminfo"), "MemTotal:"));
    facts.put(
        "transparent_huge_pages",
        "off for what is measured; the system's setting: "
            + fact(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"), ""));
    return facts;
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  /// The rest of the first line that begins with the key.
  private static String fact(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).replace("\"", "").strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
