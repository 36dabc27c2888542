package org.heaplab.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.Catalogue;

/// Finds allocators by specification and tells how each is measured.
final class Subjects {
  private static final Map<String, String> C_NAMES =
      Map.of(
          "malloc", "malloc",
          "free", "free",
          "realloc", "realloc",
          "posix_memalign", "posix_memalign",
          "usable_size", "malloc_usable_size");

  private Subjects() {}

  /// Those of the allocators that can be measured here and in this way; a line is noted for each of
  /// the others.
  static List<Subject> resolve(List<String> allocators, ReplayOptions options, Progress progress)
      throws IOException {
    var subjects = new ArrayList<Subject>();
    for (String specification : allocators) {
      if (!specification.equals("glibc")) {
        var entry = Catalogue.find(specification).entry();
        subjects.add(new Subject.Ours(specification, entry.family(), ReplayChild.class));
      } else if (options.limited()) {
        progress.note(specification + ": left out, a native allocator has no heap limit");
      } else {
        subjects.add(
            new Subject.Native(
                specification, "native", ReplayProgram.compile(), C_NAMES, "", false, Map.of()));
      }
    }
    return subjects;
  }
}
