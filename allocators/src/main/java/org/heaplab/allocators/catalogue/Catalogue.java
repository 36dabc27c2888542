package org.heaplab.allocators.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.NamedSetting;
import org.heaplab.allocators.baseline.Bump;
import org.heaplab.allocators.baseline.Exact;
import org.heaplab.allocators.baseline.Nothing;
import org.heaplab.allocators.baseline.PagePerRequest;
import org.heaplab.allocators.buddy.BinaryBuddy;
import org.heaplab.allocators.buddy.DoubleBuddy;
import org.heaplab.allocators.buddy.FibonacciBuddy;
import org.heaplab.allocators.buddy.WeightedBuddy;
import org.heaplab.allocators.collector.Generational;
import org.heaplab.allocators.collector.MarkCompact;
import org.heaplab.allocators.collector.MarkSweep;
import org.heaplab.allocators.collector.ReferenceCount;
import org.heaplab.allocators.collector.Semispace;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.allocators.general.dlmalloc.Dlmalloc;
import org.heaplab.allocators.general.jemalloc.JemallocModel;
import org.heaplab.allocators.general.mimalloc.MimallocModel;
import org.heaplab.allocators.general.phkmalloc.Phkmalloc;
import org.heaplab.allocators.general.tcmalloc.TcmallocModel;
import org.heaplab.allocators.handle.HandleHeap;
import org.heaplab.allocators.javalib.ConfinedArenas;
import org.heaplab.allocators.javalib.NettyAdaptive;
import org.heaplab.allocators.javalib.NettyPooled;
import org.heaplab.allocators.javalib.PhaseArenas;
import org.heaplab.allocators.jeff.JeffHeap;
import org.heaplab.allocators.moving.AnchorageHeap;
import org.heaplab.allocators.moving.CompactFit;
import org.heaplab.allocators.moving.MeshHeap;
import org.heaplab.allocators.pool.ObjectPools;
import org.heaplab.allocators.region.Arenas;
import org.heaplab.allocators.segregated.HalfFit;
import org.heaplab.allocators.segregated.SegregatedFit;
import org.heaplab.allocators.segregated.SimpleSegregated;
import org.heaplab.allocators.segregated.Tlsf;
import org.heaplab.allocators.sequential.BestFit;
import org.heaplab.allocators.sequential.FirstFit;
import org.heaplab.allocators.sequential.NextFit;
import org.heaplab.allocators.sequential.WorstFit;
import org.heaplab.options.Specification;

/// Every allocator there is, by name. A new one is a file that declares its entry and a line here;
/// the tests, the command and the figures find it by that entry.
public final class Catalogue {
  /// @param isUsual whether an experiment takes it when nobody has named any. Others of its family
  ///   stand for a further one there; it has experiments of its own
  private record Member(Entry entry, boolean isUsual) {}

  private static final List<Member> JAVA =
      List.of(
          usual(HandleHeap.ENTRY),
          usual(JeffHeap.ENTRY),
          further(CompactFit.ENTRY),
          further(MeshHeap.ENTRY),
          further(AnchorageHeap.ENTRY),
          usual(FirstFit.ENTRY),
          further(NextFit.ENTRY),
          usual(BestFit.ENTRY),
          further(WorstFit.ENTRY),
          further(SimpleSegregated.ENTRY),
          further(SegregatedFit.ENTRY),
          further(HalfFit.ENTRY),
          further(Tlsf.ENTRY),
          usual(BinaryBuddy.ENTRY),
          further(DoubleBuddy.ENTRY),
          further(FibonacciBuddy.ENTRY),
          further(WeightedBuddy.ENTRY),
          further(Dlmalloc.ENTRY),
          further(Phkmalloc.ENTRY),
          further(ObjectPools.ENTRY),
          further(Arenas.ENTRY),
          further(NettyPooled.ENTRY),
          further(NettyAdaptive.ENTRY),
          further(ConfinedArenas.ENTRY),
          further(PhaseArenas.ENTRY),
          further(JemallocModel.ENTRY),
          further(TcmallocModel.ENTRY),
          further(MimallocModel.ENTRY),
          further(MarkSweep.ENTRY),
          further(MarkCompact.ENTRY),
          further(Semispace.ENTRY),
          further(Generational.ENTRY),
          further(ReferenceCount.ENTRY),
          usual(Bump.ENTRY),
          usual(PagePerRequest.ENTRY),
          further(Exact.ENTRY),
          usual(Nothing.ENTRY));

  private static final List<Entry> ENTRIES =
      Stream.concat(JAVA.stream().map(Member::entry), NativeAllocators.entries().stream()).toList();

  private Catalogue() {}

  private static Member usual(Entry entry) {
    return new Member(entry, true);
  }

  private static Member further(Entry entry) {
    return new Member(entry, false);
  }

  /// In the order in which lists and charts show them.
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /// Those that an experiment takes when nobody has named any: not every member of every family.
  public static List<Entry> usual() {
    return Stream.concat(
            JAVA.stream().filter(Member::isUsual).map(Member::entry),
            NativeAllocators.entries().stream().filter(entry -> !NativeAllocators.isFurther(entry)))
        .toList();
  }

  /// Finds an allocator by its specification: a name, or a name with options as in
  /// `first-fit:order=lifo,trim=64K`. The name may be that of a [NamedSetting].
  ///
  /// @throws IllegalArgumentException when there is no such name, or it has no such option, or the
  ///   option cannot have that value
  public static ConfiguredAllocator find(String specification) {
    var parsed = inFull(Specification.of(specification));
    Entry entry = parsed.entry("an allocator", ENTRIES, Entry::name);
    return entry.configured(specification, parsed.options(entry.options()));
  }

  /// The allocator and the options that a named setting stands for; any other as it is.
  private static Specification inFull(Specification given) {
    for (Entry entry : ENTRIES) {
      for (NamedSetting setting : entry.settings()) {
        if (!setting.name().equals(given.name())) continue;
        var settings = new ArrayList<>(setting.settings());
        settings.addAll(given.settings());
        return new Specification(given.text(), entry.name(), settings);
      }
    }
    return given;
  }
}
