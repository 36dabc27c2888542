package org.heaplab.allocators.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.foreign.ForeignLibrary.Found;
import org.heaplab.allocators.foreign.ForeignLibrary.Location;
import org.heaplab.allocators.foreign.ForeignLibrary.Missing;

/// Makes an [Allocator] out of a native library.
///
/// The compiler makes a direct call of a method handle only when it is a constant, and each library
/// needs constants of its own. So [ForeignCalls], whose handles are static, is defined once more
/// for each allocator, as a hidden class that receives the handles as its class data.
public final class ForeignAllocator {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private ForeignAllocator() {}

  /// @throws IllegalStateException when the library is missing or cannot serve inside this process
  public static Allocator of(ForeignLibrary library) {
    library
        .unusableHere()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    SymbolLookup lookup = lookup(library.linkage(), library.locate());
    Symbols symbols = library.symbols();
    var handles =
        List.of(
            call(lookup, symbols.malloc(), FunctionDescriptor.of(WORD, WORD)),
            call(lookup, symbols.free(), FunctionDescriptor.ofVoid(WORD)),
            call(lookup, symbols.realloc(), FunctionDescriptor.of(WORD, WORD, WORD)),
            call(lookup, symbols.posixMemalign(), FunctionDescriptor.of(INT, WORD, WORD, WORD)),
            call(lookup, symbols.usableSize(), FunctionDescriptor.of(WORD, WORD)));
    return defineCalls(handles);
  }

  private static SymbolLookup lookup(Linkage linkage, Location location) {
    return switch (location) {
      case Missing missing -> throw new IllegalStateException(missing.reason());
      case Found found ->
          linkage == Linkage.C_LIBRARY
              ? Linker.nativeLinker().defaultLookup()
              : SymbolLookup.libraryLookup(found.file(), Arena.global());
    };
  }

  /// Without a transition of the thread's state: the calls are short, and nothing calls back.
  private static MethodHandle call(SymbolLookup lookup, String name, FunctionDescriptor type) {
    return Linker.nativeLinker()
        .downcallHandle(lookup.findOrThrow(name), type, Linker.Option.critical(false));
  }

  private static Allocator defineCalls(List<MethodHandle> handles) {
    String file = ForeignCalls.class.getSimpleName() + ".class";
    try (InputStream stream = ForeignAllocator.class.getResourceAsStream(file)) {
      MethodHandles.Lookup calls =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(stream.readAllBytes(), handles, true);
      return (Allocator) calls.lookupClass().getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(file + " must be readable beside its caller", e);
    }
  }
}
