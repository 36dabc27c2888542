package org.heaplab.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.manifest.Shard;

/// Manifests of formats 1 to 3. The first has only names where later ones describe experiments and
/// allocators, and the machine's facts among its own. The second has names of workloads, no method,
/// one group of rivals, and bars that know no harness. The third has its shard in the command line
/// only.
final class OlderFormats {
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

  private OlderFormats() {}

  /// The manifest as the present format has it, but for its version.
  static ObjectNode upgraded(ObjectNode manifest, int version) {
    ObjectNode now = version == 1 ? firstUpgraded(manifest) : manifest.deepCopy();
    if (version < 3) upgradeSecond(now);
    upgradeThird(now);
    return now;
  }

  private static void upgradeThird(ObjectNode now) {
    var command = new ArrayList<String>();
    for (JsonNode word : now.path("command")) command.add(word.asText());
    Shard shard = Shard.in(command).orElse(Shard.WHOLE);
    now.putObject("shard").put("number", shard.number()).put("of", shard.of());
  }

  private static void upgradeSecond(ObjectNode now) {
    JsonNode names = now.path("workloads");
    ArrayNode workloads = now.putArray("workloads");
    for (JsonNode name : names) {
      workloads.addObject().put("name", name.asText()).put("group", "");
    }
    for (JsonNode one : now.path("experiments")) {
      ObjectNode experiment = (ObjectNode) one;
      experiment.put("beside", "");
      JsonNode rivals = experiment.path("rivals");
      ArrayNode groups = experiment.putArray("rivals");
      if (!rivals.isEmpty()) {
        ArrayNode members =
            groups.addObject().put("name", RivalGroup.NATIVE).putArray("allocators");
        for (JsonNode rival : rivals) addMembers(rival.asText(), now.path("allocators"), members);
      }
      for (JsonNode bar : experiment.path("bars")) {
        ((ObjectNode) bar).put("group", "").put("net", false);
        if (bar.path("against").asText().equals("best rival")) {
          ((ObjectNode) bar).put("against", RivalGroup.NATIVE);
        }
      }
    }
  }

  /// The name of a rival stood for the library of the system too: `jemalloc` for `jemalloc-system`.
  private static void addMembers(String rival, JsonNode allocators, ArrayNode members) {
    for (JsonNode allocator : allocators) {
      String name = allocator.path("name").asText();
      if (name.equals(rival) || name.startsWith(rival + "-")) members.add(name);
    }
  }

  private static ObjectNode firstUpgraded(ObjectNode first) {
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
