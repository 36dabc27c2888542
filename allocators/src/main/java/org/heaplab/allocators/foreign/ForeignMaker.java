package org.heaplab.allocators.foreign;

import java.util.Optional;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAdapter;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.options.Options;

/// Makes heaps of a native library inside this process, where their footprint is unknown and has no
/// limit.
record ForeignMaker(ForeignLibrary library) implements Entry.Maker {
  static Entry entry(ForeignLibrary library) {
    if (library.linkage() == Linkage.REPLAY) {
      return Entry.of(library.name(), Family.BASELINE, library.source(), new ForeignMaker(library))
          .without(Capability.STORES);
    }
    return Entry.of(library.name(), Family.GENERAL, library.source(), new ForeignMaker(library))
        .can(Capability.REUSES, Capability.THREADS);
  }

  @Override
  public HandleAllocator make(long limitBytes, Options options) {
    return new HandleAdapter(ForeignAllocator.of(library));
  }

  @Override
  public boolean isNative() {
    return true;
  }

  @Override
  public Optional<String> obstacle() {
    return library.unusableHere();
  }
}
