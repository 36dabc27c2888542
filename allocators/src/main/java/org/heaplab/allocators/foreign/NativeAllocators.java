package org.heaplab.allocators.foreign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.allocators.Entry;

/// The native allocators that can be measured. A new one is a record here.
public final class NativeAllocators {
  private static final ForeignLibrary GLIBC =
      ForeignLibrary.installed(
          "glibc",
          "Gloger, Wolfram Gloger's malloc homepage (ptmalloc2), 2006",
          Linkage.C_LIBRARY,
          Symbols.STANDARD,
          "libc.so.6",
          "libc6");

  private static final ForeignLibrary BUNDLED_JEMALLOC =
      ForeignLibrary.bundled(
          "jemalloc",
          "Evans, A Scalable Concurrent malloc(3) Implementation for FreeBSD, 2006",
          Symbols.prefixed("je_", "je_malloc_usable_size"),
          "org/lwjgl/jemalloc/libjemalloc.so");

  private static final ForeignLibrary JEMALLOC =
      ForeignLibrary.installed(
              BUNDLED_JEMALLOC.name(),
              BUNDLED_JEMALLOC.source(),
              Linkage.REPLACES_MALLOC,
              Symbols.STANDARD,
              "libjemalloc.so.2",
              "libjemalloc2")
          .or(BUNDLED_JEMALLOC);

  private static final ForeignLibrary BUNDLED_MIMALLOC =
      ForeignLibrary.bundled(
          "mimalloc",
          "Leijen, Zorn & de Moura, Mimalloc: Free List Sharding in Action, 2019",
          Symbols.prefixed("mi_", "mi_usable_size"),
          "org/lwjgl/mimalloc/libmimalloc.so");

  private static final ForeignLibrary MIMALLOC =
      ForeignLibrary.installed(
              BUNDLED_MIMALLOC.name(),
              BUNDLED_MIMALLOC.source(),
              Linkage.PREFIXED,
              BUNDLED_MIMALLOC.symbols(),
              "libmimalloc.so.{2,3}",
              "libmimalloc2.0")
          .or(BUNDLED_MIMALLOC);

  private static final ForeignLibrary TCMALLOC =
      ForeignLibrary.installed(
          "tcmalloc",
          "Ghemawat & Menage, TCMalloc: Thread-Caching Malloc (gperftools), 2005",
          Linkage.PREFIXED,
          Symbols.prefixed("tc_", "tc_malloc_size"),
          "libtcmalloc{_minimal,}.so.4",
          "libtcmalloc-minimal4");

  /// Those that come with heaplab, where the system has others.
  private static final List<ForeignLibrary> BUNDLED =
      List.of(
          BUNDLED_JEMALLOC.named("jemalloc-bundled"), BUNDLED_MIMALLOC.named("mimalloc-bundled"));

  /// A library that the system has stands before the bundled one, for it is what its programs use.
  /// Those with a name in `-tight` are set as a person sets them who is short of memory: no cache
  /// that can be turned off, and free pages go back at once. glibc that trims is for whoever knows
  /// when a phase ends, and jemalloc without decay for whoever has memory and wants time.
  public static final List<ForeignLibrary> ALL =
      List.of(
          GLIBC,
          JEMALLOC,
          MIMALLOC,
          TCMALLOC,
          GLIBC.tuned(
              "glibc-tight",
              Map.of(
                  "GLIBC_TUNABLES",
                  "glibc.malloc.trim_threshold=1:glibc.malloc.top_pad=0"
                      + ":glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0")),
          JEMALLOC.tuned(
              "jemalloc-tight",
              jemallocVariables("dirty_decay_ms:0,muzzy_decay_ms:0,narenas:1,tcache:false")),
          MIMALLOC.tuned("mimalloc-tight", mimallocSettings()),
          TCMALLOC.tuned(
              "tcmalloc-tight",
              Map.of(
                  "TCMALLOC_AGGRESSIVE_DECOMMIT",
                  "1",
                  "TCMALLOC_MAX_TOTAL_THREAD_CACHE_BYTES",
                  "1")),
          GLIBC.callingAtPhases("glibc-trim", "malloc_trim"),
          JEMALLOC.tuned(
              "jemalloc-no-decay", jemallocVariables("dirty_decay_ms:-1,muzzy_decay_ms:-1")),
          BUNDLED.getFirst(),
          BUNDLED.getLast(),
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
              "no package; build it from source"),
          ForeignLibrary.ofReplay(
              "nothing-c", "heaplab, 2026", Symbols.prefixed("nothing_", "nothing_usable_size")));

  /// A build with a prefix has the variable with it too.
  private static Map<String, String> jemallocVariables(String settings) {
    return Map.of("MALLOC_CONF", settings, "JE_MALLOC_CONF", settings);
  }

  /// Version 2.0 has other names than later ones; each ignores those that it does not know.
  private static Map<String, String> mimallocSettings() {
    return Map.of(
        "MIMALLOC_PURGE_DELAY", "0",
        "MIMALLOC_DECOMMIT_DELAY", "0",
        "MIMALLOC_SEGMENT_DECOMMIT_DELAY", "0",
        "MIMALLOC_ALLOW_THP", "0");
  }

  private NativeAllocators() {}

  /// Their entries for the catalogue.
  public static List<Entry> entries() {
    return ALL.stream().map(ForeignMaker::entry).toList();
  }

  /// Whether another stands for it where allocators are compared as they come: it is the same with
  /// other settings, or from another place.
  public static boolean isFurther(Entry entry) {
    return library(entry)
        .filter(one -> one.linkage() != Linkage.REPLAY)
        .filter(one -> !one.isOfItsOwn() || BUNDLED.contains(one))
        .isPresent();
  }

  /// The library whose heaps an entry makes; empty for one in Java.
  public static Optional<ForeignLibrary> library(Entry entry) {
    return entry.maker() instanceof ForeignMaker maker
        ? Optional.of(maker.library())
        : Optional.empty();
  }
}
