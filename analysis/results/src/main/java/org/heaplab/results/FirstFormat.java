package org.heaplab.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// A manifest of format 1, which has only names where later ones describe experiments and
/// allocators, and the machine's facts among its own.
public final class FirstFormat {
  private static final List<String> HOST =
      List.of(
          "jvm",
          "os",
          "kernel",
          "architecture",
          "cpu",
          "cores",
          "memory",
          "transparent_huge_pages");

  /// Allocators that did not compete when that format was written.
  private static final Map<String, String> ROLES =
      Map.of("nothing", "HARNESS", "bump", "BOUNDS", "page", "BOUNDS");

  private FirstFormat() {}

  /// The manifest as format 2 has it.
  public static ObjectNode upgraded(ObjectNode first) {
    ObjectNode now = first.deepCopy();
    now.put("format_version", 1);
    ObjectNode host = now.putObject("host");
    for (String fact : HOST) {
      JsonNode value = now.remove(fact);
      if (value != null) host.set(fact, value);
    }
    ArrayNode experiments = now.putArray("experiments");
    for (JsonNode name : first.path("experiments")) experiments.add(experiment(name, now));
    ArrayNode allocators = now.putArray("allocators");
    for (JsonNode name : first.path("allocators")) {
      allocators.add(
          now.objectNode()
              .put("name", name.asText())
              .put("family", "")
              .put("kind", "")
              .put("role", ROLES.getOrDefault(name.asText(), "COMPETES")));
    }
    for (String list : List.of("command", "workloads", "missing", "resumed", "skipped")) {
      if (!now.path(list).isArray()) now.putArray(list);
    }
    return now;
  }

  private static ObjectNode experiment(JsonNode name, ObjectNode nodes) {
    ObjectNode experiment = nodes.objectNode();
    experiment.put("name", name.asText()).put("question", "").put("runs", "").put("subject", "");
    experiment.put("usual_figures", true).putNull("varied");
    for (String list : List.of("rivals", "figures", "bars")) experiment.putArray(list);
    return experiment;
  }
}
