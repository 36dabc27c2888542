package org.heaplab.allocators.foreign;

import java.util.List;
import java.util.Optional;
import org.heaplab.allocators.Entry;

/// The native allocators that can be measured. A new one is a record here.
public final class NativeAllocators {
  public static final List<ForeignLibrary> ALL =
      List.of(
          ForeignLibrary.installed(
              "glibc",
              "Gloger, Wolfram Gloger's malloc homepage (ptmalloc2), 2006",
              Linkage.C_LIBRARY,
              Symbols.STANDARD,
              "libc.so.6",
              "libc6"),
          ForeignLibrary.bundled(
              "jemalloc",
              "Evans, A Scalable Concurrent malloc(3) Implementation for FreeBSD, 2006",
              Symbols.prefixed("je_", "je_malloc_usable_size"),
              "org/lwjgl/jemalloc/libjemalloc.so"),
          ForeignLibrary.bundled(
              "mimalloc",
              "Leijen, Zorn & de Moura, Mimalloc: Free List Sharding in Action, 2019",
              Symbols.prefixed("mi_", "mi_usable_size"),
              "org/lwjgl/mimalloc/libmimalloc.so"),
          ForeignLibrary.installed(
              "jemalloc-system",
              "Evans, A Scalable Concurrent malloc(3) Implementation for FreeBSD, 2006",
              Linkage.REPLACES_MALLOC,
              Symbols.STANDARD,
              "libjemalloc.so.2",
              "libjemalloc2"),
          ForeignLibrary.installed(
              "mimalloc-system",
              "Leijen, Zorn & de Moura, Mimalloc: Free List Sharding in Action, 2019",
              Linkage.PREFIXED,
              Symbols.prefixed("mi_", "mi_usable_size"),
              "libmimalloc.so.2",
              "libmimalloc2.0"),
          ForeignLibrary.installed(
              "tcmalloc",
              "Ghemawat & Menage, TCMalloc: Thread-Caching Malloc, 2005",
              Linkage.PREFIXED,
              Symbols.prefixed("tc_", "tc_malloc_size"),
              "libtcmalloc{_minimal,}.so.4",
              "libtcmalloc-minimal4"),
          ForeignLibrary.installed(
              "tbb",
              "Kukanov & Voss, The Foundations for Scalable Multi-Core Software in Intel TBB, 2007",
              Linkage.PREFIXED,
              Symbols.prefixed("scalable_", "scalable_msize"),
              "libtbbmalloc.so.2",
              "libtbbmalloc2"),
          ForeignLibrary.installed(
              "scudo",
              "Kortchinsky, Scudo Hardened Allocator, 2017",
              Linkage.REPLACES_MALLOC,
              Symbols.STANDARD,
              "llvm-*/lib/clang/*/lib/linux/libclang_rt.scudo_standalone-{arch}.so",
              "libclang-rt-dev"),
          ForeignLibrary.installed(
              "rpmalloc",
              "Jansson, rpmalloc: General Purpose Memory Allocator, 2017",
              Linkage.REPLACES_MALLOC,
              Symbols.STANDARD,
              "librpmalloc*.so",
              "no package; build it from source"));

  private NativeAllocators() {}

  /// Their entries for the catalogue.
  public static List<Entry> entries() {
    return ALL.stream().map(ForeignMaker::entry).toList();
  }

  /// The library whose heaps an entry makes; empty for one in Java.
  public static Optional<ForeignLibrary> library(Entry entry) {
    return entry.maker() instanceof ForeignMaker maker
        ? Optional.of(maker.library())
        : Optional.empty();
  }
}
