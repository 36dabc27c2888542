package org.heaplab.measure.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.heaplab.allocators.backing.JvmOptions;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.Linkage;
import org.heaplab.allocators.foreign.Symbols;
import org.heaplab.measure.machine.Environment;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.results.manifest.ComparedAllocator;

/// An allocator under measurement, and how to start the process in which it replays.
public sealed interface MeasuredAllocator {
  /// The specification it was asked for by.
  String name();

  String family();

  /// [ComparedAllocator#JAVA] for one of ours, [ComparedAllocator#NATIVE] for one that is written
  /// in C or C++.
  String kind();

  /// Whether pages of a large block that its program never touches stay with the system. Otherwise
  /// the whole block is held.
  boolean leavesUntouched();

  /// How blocks are aligned that ask for nothing: `8`, or `malloc` for C's rule.
  String alignment();

  /// The file of a native library; empty for one of ours, and for what the C replay has itself.
  default String origin() {
    return "";
  }

  /// How a process comes to a native library, in a few words; empty for one of ours.
  default String loading() {
    return "";
  }

  /// What it is tuned with from outside; empty for nothing.
  default String settings() {
    return "";
  }

  /// Bytes before each payload that its usable size does not show, where they are known of a native
  /// allocator; 0 otherwise.
  default int headerBytes() {
    return 0;
  }

  /// What it is there for.
  ComparedAllocator.Role role();

  /// As results name it.
  default ComparedAllocator described() {
    return new ComparedAllocator(name(), family(), kind(), role());
  }

  /// The command that starts a child for the trace.
  ///
  /// @param timed whether anything will be asked of it that reads a clock
  ProcessBuilder command(ReplayFile trace, ReplayOptions options, boolean timed);

  /// One of ours, in a JVM of its own.
  ///
  /// @param leavesUntouched as its catalogue entry claims
  /// @param alignment as its options say
  /// @param main the class whose main method is the child
  record Ours(
      String name,
      String family,
      ComparedAllocator.Role role,
      boolean leavesUntouched,
      String alignment,
      Class<?> main)
      implements MeasuredAllocator {
    /// The property that names a cache of loaded classes (JEP 483), where there is one.
    private static final String CACHE = "heaplab.aot";

    /// A replay that is timed waits for its own compilation, so that a warm-up can tell when it is
    /// over, and has no classes from the cache, which comes with profiles of another run (JEP 515).
    private static final List<String> TIMED = List.of("-XX:-BackgroundCompilation", "-Xshare:auto");

    /// Where nobody asks for the time, the better compiler costs more than it saves.
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final List<String> QUIET =
        List.of(
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null");

    @Override
    public String kind() {
      return ComparedAllocator.JAVA;
    }

    @Override
    public ProcessBuilder command(ReplayFile trace, ReplayOptions options, boolean timed) {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(JvmOptions.NEEDED);
      command.addAll(QUIET);
      command.addAll(timed ? TIMED : untimed());
      Collections.addAll(
          command,
          "-cp",
          System.getProperty("java.class.path"),
          main.getName(),
          trace.path().toString(),
          name,
          options.locks().toString(),
          Long.toString(options.heapBytes()));
      return new ProcessBuilder(command);
    }

    private static List<String> untimed() {
      String cache = System.getProperty(CACHE);
      return cache == null ? List.of(QUICK) : List.of(QUICK, "-XX:AOTCache=" + cache);
    }
  }

  /// Another one in a replay with locks of its own.
  record Locked(String name, MeasuredAllocator allocator, LockMode locks)
      implements MeasuredAllocator {
    @Override
    public String family() {
      return allocator.family();
    }

    @Override
    public String kind() {
      return allocator.kind();
    }

    @Override
    public ComparedAllocator.Role role() {
      return allocator.role();
    }

    @Override
    public boolean leavesUntouched() {
      return allocator.leavesUntouched();
    }

    @Override
    public String alignment() {
      return allocator.alignment();
    }

    @Override
    public String origin() {
      return allocator.origin();
    }

    @Override
    public String loading() {
      return allocator.loading();
    }

    @Override
    public String settings() {
      return allocator.settings();
    }

    @Override
    public int headerBytes() {
      return allocator.headerBytes();
    }

    @Override
    public ProcessBuilder command(ReplayFile trace, ReplayOptions options, boolean timed) {
      return allocator.command(trace, options.withLocks(locks), timed);
    }
  }

  /// A real one, in a small C process.
  ///
  /// @param program the compiled replay
  /// @param file the library's shared object
  record Native(String name, String family, Path program, ForeignLibrary library, Path file)
      implements MeasuredAllocator {
    @Override
    public String kind() {
      return ComparedAllocator.NATIVE;
    }

    @Override
    public ComparedAllocator.Role role() {
      return library.linkage() == Linkage.REPLAY
          ? ComparedAllocator.Role.HARNESS
          : ComparedAllocator.Role.COMPETES;
    }

    @Override
    public boolean leavesUntouched() {
      return true;
    }

    @Override
    public String alignment() {
      return "malloc";
    }

    @Override
    public String origin() {
      try {
        return file.toString().isEmpty() ? "" : file.toRealPath().toString();
      } catch (IOException e) {
        return file.toString();
      }
    }

    @Override
    public String loading() {
      return library.loading();
    }

    @Override
    public String settings() {
      return library.settingsText();
    }

    @Override
    public int headerBytes() {
      return library.headerBytes();
    }

    @Override
    public ProcessBuilder command(ReplayFile trace, ReplayOptions options, boolean timed) {
      Symbols symbols = library.symbols();
      var builder =
          new ProcessBuilder(
              program.toString(),
              "file=" + trace.path(),
              "library=" + (library.linkage() == Linkage.PREFIXED ? file : ""),
              "malloc=" + symbols.malloc(),
              "free=" + symbols.free(),
              "realloc=" + symbols.realloc(),
              "posix_memalign=" + symbols.posixMemalign(),
              "usable_size=" + symbols.usableSize(),
              "at_phases=" + library.atPhases(),
              "locks=" + options.locks());
      Environment.clean(builder.environment());
      builder.environment().putAll(library.environment(file));
      return builder;
    }
  }
}
