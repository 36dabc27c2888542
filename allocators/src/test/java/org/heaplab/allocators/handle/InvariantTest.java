package org.heaplab.allocators.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.BrokenHeapException;
import org.heaplab.allocators.verify.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That the audit sees each [Invariant] broken, and that the class comments have them in the same
/// words.
final class InvariantTest {
  private static final Path PACKAGES = Path.of("src/main/java/org/heaplab/allocators");
  private static final Pattern LIST =
      Pattern.compile(
          "^/// Invariants, each checked by the verifier in these words:\n///\n((?:///  ?.+\n)+)",
          Pattern.MULTILINE);
  private static final Pattern LISTED = Pattern.compile("\\d+\\. (.+)");
  private static final Pattern ITEM = Pattern.compile("\\d+\\. (.+?)[;.](?= \\d+\\. |$)");

  @Test
  void allHoldInAHeapThatIsWhole() {
    try (var broken = new BrokenHeap()) {
      broken.heap().check();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAuditSeesEachOneBroken(Invariant invariant) {
    try (var broken = new BrokenHeap()) {
      broken.breakUp(invariant);
      var thrown = assertThrows(BrokenHeapException.class, () -> broken.heap().check());
      assertTrue(thrown.getMessage().startsWith(invariant.words() + " ("), thrown::getMessage);
    }
  }

  @Test
  void theVerifierRunsTheAudit() {
    try (var broken = new BrokenHeap()) {
      broken.breakUp(Invariant.SLAB_LISTED);
      var capabilities = Catalogue.find("handle").entry().capabilities();
      assertThrows(
          BrokenHeapException.class, () -> new Verifier(broken.heap(), capabilities).verify());
    }
  }

  @Test
  void classCommentsHaveThemInTheSameWords() throws IOException {
    assertEquals(checked(), written());
  }

  @Test
  void theDesignPageHasThemAll() throws IOException {
    List<String> page = Files.readAllLines(PACKAGES.resolve("handle/DESIGN.md"));
    var listed = new TreeMap<String, List<String>>();
    String structure = "";
    for (String line : page.subList(page.indexOf("## Invariants"), page.size())) {
      if (line.startsWith("**")) structure = line.replace("*", "");
      Matcher item = LISTED.matcher(line);
      if (item.matches()) {
        listed.computeIfAbsent(structure, name -> new ArrayList<>()).add(item.group(1));
      }
    }
    assertEquals(checked(), listed);
  }

  private static Map<String, List<String>> checked() {
    return Arrays.stream(Invariant.values())
        .collect(
            Collectors.groupingBy(
                invariant -> invariant.structure().getSimpleName(),
                TreeMap::new,
                Collectors.mapping(Invariant::words, Collectors.toList())));
  }

  private static Map<String, List<String>> written() throws IOException {
    var written = new TreeMap<String, List<String>>();
    for (String folder : List.of("handle", "backing")) {
      try (Stream<Path> files = Files.list(PACKAGES.resolve(folder))) {
        for (Path file : files.toList()) {
          List<String> items = items(Files.readString(file));
          if (items.isEmpty()) continue;
          written.put(file.getFileName().toString().replace(".java", ""), items);
        }
      }
    }
    return written;
  }

  private static List<String> items(String source) {
    var list = LIST.matcher(source);
    if (!list.find()) return List.of();
    String text = list.group(1).replaceAll("\\s*///\\s*", " ").strip();
    return ITEM.matcher(text).results().map((MatchResult item) -> item.group(1)).toList();
  }
}
