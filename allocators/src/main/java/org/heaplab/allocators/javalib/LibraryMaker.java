package org.heaplab.allocators.javalib;

import java.util.function.Function;
import java.util.function.Supplier;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.options.Options;

/// Makes heaps of a library for Java. They have no limit, whatever is asked for.
///
/// @param libraries makes the library's own heap
/// @param says asks the library for its name and version
record LibraryMaker(Function<Options, JavaLibrary<?>> libraries, Supplier<String> says)
    implements Entry.Maker {
  /// With the option of alignment alone, which changes nothing: all blocks have that of C.
  static Entry entry(
      String name,
      Family family,
      String source,
      Function<Options, JavaLibrary<?>> libraries,
      Supplier<String> says) {
    return Entry.of(name, family, source, new LibraryMaker(libraries, says))
        .detects(Kind.DOUBLE_FREE)
        .with(AlignmentRule.OPTION);
  }

  @Override
  public HandleAllocator make(long limitBytes, Options options) {
    return heap(libraries.apply(options));
  }

  private static <B> HandleAllocator heap(JavaLibrary<B> library) {
    return new LibraryHeap<>(library);
  }

  @Override
  public String version() {
    return says.get();
  }
}
