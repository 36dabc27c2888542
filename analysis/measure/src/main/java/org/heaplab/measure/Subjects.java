package org.heaplab.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.workloads.record.CSource;

/// Finds allocators by specification and tells how each is measured, or why it cannot be here.
///
/// A specification may end in locks of its own, as in `handle@hold=0.1`: a [LockMode] that its
/// replays have instead of the one that the others share.
///
/// @param found in the order asked for
/// @param missing the others
record Subjects(List<Subject> found, List<Missing> missing) {
  /// The C replay. It stands in for a function of the C library, which its libraries must see.
  private static final CSource PROGRAM = new CSource(Subjects.class, "replay.c");

  /// What stands before an allocator's own locks.
  static final String LOCKS = "@";

  /// @param reason one line
  record Missing(String allocator, String reason) {}

  /// @throws IllegalArgumentException when there is no such allocator, or it has no such option
  static Subjects resolve(List<String> allocators, ReplayOptions options) {
    var subjects = new Subjects(new ArrayList<>(), new ArrayList<>());
    for (String specification : allocators) {
      int locks = specification.indexOf(LOCKS);
      if (locks >= 0) {
        LockMode mode = LockMode.parse(specification.substring(locks + LOCKS.length()));
        subjects.addLocked(specification, specification.substring(0, locks), mode, options);
        continue;
      }
      ConfiguredAllocator configured = Catalogue.find(specification);
      var library = NativeAllocators.library(configured.entry());
      if (library.isPresent()) {
        subjects.addNative(
            specification, configured.entry().family().toString(), library.get(), options);
      } else {
        // Tells wrong option values at once, instead of in every child.
        if (specification.contains(":")) configured.create(options.heapBytes()).close();
        subjects.found.add(
            new Subject.Ours(
                specification,
                configured.entry().family().toString(),
                configured.entry().has(Capability.LEAVES_UNTOUCHED),
                ReplayChild.class));
      }
    }
    return subjects;
  }

  private void addLocked(String name, String specification, LockMode locks, ReplayOptions options) {
    Subjects plain = resolve(List.of(specification), options);
    plain.found().forEach(one -> found.add(new Subject.Locked(name, one, locks)));
    plain.missing().forEach(one -> missing.add(new Missing(name, one.reason())));
  }

  private void addNative(
      String name, String family, ForeignLibrary library, ReplayOptions options) {
    if (options.limited()) {
      missing.add(new Missing(name, "a native allocator has no heap limit"));
      return;
    }
    switch (library.locate()) {
      case ForeignLibrary.Missing absent -> missing.add(new Missing(name, absent.reason()));
      case ForeignLibrary.Found place -> {
        try {
          Path program = PROGRAM.compile(CSource.Product.EXECUTABLE, "-rdynamic");
          found.add(new Subject.Native(name, family, program, library, place.file()));
        } catch (IOException e) {
          missing.add(new Missing(name, e.getMessage()));
        }
      }
    }
  }

  void note(Progress progress) {
    missing.forEach(one -> progress.note(one.allocator() + " is left out: " + one.reason()));
  }
}
