package org.heaplab.allocators.catalogue;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.baseline.Bump;
import org.heaplab.allocators.baseline.Nothing;
import org.heaplab.allocators.baseline.PagePerRequest;
import org.heaplab.allocators.buddy.BinaryBuddy;
import org.heaplab.allocators.buddy.DoubleBuddy;
import org.heaplab.allocators.buddy.FibonacciBuddy;
import org.heaplab.allocators.buddy.WeightedBuddy;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.allocators.handle.HandleHeap;
import org.heaplab.allocators.jeff.JeffHeap;
import org.heaplab.allocators.pool.ObjectPools;
import org.heaplab.allocators.region.Arenas;
import org.heaplab.allocators.sequential.BestFit;
import org.heaplab.allocators.sequential.FirstFit;
import org.heaplab.options.Specification;

/// Every allocator there is, by name. A new one is a file that declares its entry and a line here;
/// the tests, the command and the figures find it by that entry.
public final class Catalogue {
  private static final List<Entry> JAVA =
      List.of(
          HandleHeap.ENTRY,
          JeffHeap.ENTRY,
          FirstFit.ENTRY,
          BestFit.ENTRY,
          BinaryBuddy.ENTRY,
          DoubleBuddy.ENTRY,
          FibonacciBuddy.ENTRY,
          WeightedBuddy.ENTRY,
          ObjectPools.ENTRY,
          Arenas.ENTRY,
          Bump.ENTRY,
          PagePerRequest.ENTRY,
          Nothing.ENTRY);

  private static final List<Entry> ENTRIES =
      Stream.concat(JAVA.stream(), NativeAllocators.entries().stream()).toList();

  private Catalogue() {}

  /// In the order in which lists and charts show them.
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /// Finds an allocator by its specification: a name, or a name with options as in
  /// `first-fit:order=lifo,trim=64K`.
  ///
  /// @throws IllegalArgumentException when there is no such name, or it has no such option, or the
  ///   option cannot have that value
  public static ConfiguredAllocator find(String specification) {
    var parsed = Specification.of(specification);
    Entry entry = parsed.entry("an allocator", ENTRIES, Entry::name);
    return new ConfiguredAllocator(specification, entry, parsed.options(entry.options()));
  }
}
