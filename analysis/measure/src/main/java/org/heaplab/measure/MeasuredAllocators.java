package org.heaplab.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Manifest.Missing;
import org.heaplab.workloads.record.CSource;

/// Finds allocators by specification and tells how each is measured, or why it cannot be here.
///
/// A specification may end in locks of its own, as in `handle@hold=0.1`: a [LockMode] that its
/// replays have instead of the one that the others share.
///
/// @param found in the order asked for
/// @param missing the others
public record MeasuredAllocators(List<MeasuredAllocator> found, List<Missing> missing) {
  /// The C replay. It stands in for a function of the C library, which its libraries must see.
  private static final CSource PROGRAM =
      new CSource(
          MeasuredAllocators.class,
          "replay.c",
          "replay-output.h",
          "replay-clock.h",
          "replay-heap.h",
          "replay-space.h",
          "replay-causes.h",
          "replay-timing.h",
          "replay-verify.h");

  private static final String PROGRAM_FLAGS = "-rdynamic";

  /// What stands before an allocator's own locks.
  public static final String LOCKS = "@";

  /// @throws IllegalArgumentException when there is no such allocator, or it has no such option
  public static MeasuredAllocators resolve(List<String> allocators, ReplayOptions options) {
    var resolved = new MeasuredAllocators(new ArrayList<>(), new ArrayList<>());
    for (String specification : allocators) {
      int locks = specification.indexOf(LOCKS);
      if (locks >= 0) {
        LockMode mode = LockMode.parse(specification.substring(locks + LOCKS.length()));
        resolved.addLocked(specification, specification.substring(0, locks), mode, options);
        continue;
      }
      ConfiguredAllocator configured = Catalogue.find(specification);
      var library = NativeAllocators.library(configured.entry());
      if (library.isPresent()) {
        resolved.addNative(
            specification, configured.entry().family().toString(), library.get(), options);
      } else if (options.limited() && configured.entry().isUnlimited()) {
        resolved.missing.add(new Missing(specification, "it has no heap limit"));
      } else {
        // Tells wrong option values at once, instead of in every child.
        if (specification.contains(":")) configured.create(options.heapBytes()).close();
        resolved.found.add(
            new MeasuredAllocator.Ours(
                specification,
                configured.entry().family().toString(),
                role(configured.entry()),
                configured.entry().has(Capability.LEAVES_UNTOUCHED),
                configured.alignmentRule().toString(),
                ReplayChild.class));
      }
    }
    return resolved;
  }

  /// A specification without locks of its own.
  public static String withoutLocks(String specification) {
    int locks = specification.indexOf(LOCKS);
    return locks < 0 ? specification : specification.substring(0, locks);
  }

  private static ComparedAllocator.Role role(Entry entry) {
    if (!entry.has(Capability.STORES)) return ComparedAllocator.Role.HARNESS;
    return entry.family() == Family.BASELINE
        ? ComparedAllocator.Role.BOUNDS
        : ComparedAllocator.Role.COMPETES;
  }

  private void addLocked(String name, String specification, LockMode locks, ReplayOptions options) {
    MeasuredAllocators plain = resolve(List.of(specification), options);
    plain.found().forEach(one -> found.add(new MeasuredAllocator.Locked(name, one, locks)));
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
          Path program = PROGRAM.compile(CSource.Product.EXECUTABLE, PROGRAM_FLAGS);
          found.add(new MeasuredAllocator.Native(name, family, program, library, place.file()));
        } catch (IOException e) {
          missing.add(new Missing(name, e.getMessage()));
        }
      }
    }
  }

  /// The compiler of the C replay and its flags; empty where there is none.
  public static String compiler() {
    return PROGRAM.compiler(CSource.Product.EXECUTABLE, PROGRAM_FLAGS);
  }

  public void note(Progress progress) {
    missing.forEach(one -> progress.note(one.allocator() + " is left out: " + one.reason()));
  }
}
