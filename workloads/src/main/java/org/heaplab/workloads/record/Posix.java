package org.heaplab.workloads.record;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// System calls that Java lacks: starting a child that inherits every open descriptor, pipes to it,
/// and what to do about the terminal's signals.
public final class Posix {
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGTERM = 15;
  public static final int SIGTSTP = 20;

  /// The descriptors that were open when heaplab was started.
  private static final String DESCRIPTORS = "heaplab.descriptors";

  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int SET_DESCRIPTOR_FLAGS = 2;
  private static final int CLOSE_ON_EXEC_FLAG = 1;
  private static final short READABLE = 1;
  private static final long IGNORE = 1;

  /// At least as large as struct sigaction and posix_spawn_file_actions_t on every system.
  private static final int STRUCT_BYTES = 256;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;
  private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR =
      ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = arena.allocate(ERRNO);
  private final MethodHandle pipe2 = find("pipe2", INT, POINTER, INT);
  private final MethodHandle fcntl = find("fcntl", INT, INT, INT, INT);
  private final MethodHandle poll = find("poll", INT, POINTER, LONG, INT);
  private final MethodHandle read = find("read", LONG, INT, POINTER, LONG);
  private final MethodHandle write = find("write", LONG, INT, POINTER, LONG);
  private final MethodHandle close = find("close", INT, INT);
  private final MethodHandle kill = find("kill", INT, INT, INT);
  private final MethodHandle waitpid = find("waitpid", INT, INT, POINTER, INT);
  private final MethodHandle sigaction = find("sigaction", INT, INT, POINTER, POINTER);
  private final MethodHandle actionsInit = find("posix_spawn_file_actions_init", INT, POINTER);
  private final MethodHandle actionsDup2 =
      find("posix_spawn_file_actions_adddup2", INT, POINTER, INT, INT);
  private final MethodHandle actionsDestroy =
      find("posix_spawn_file_actions_destroy", INT, POINTER);
  private final MethodHandle spawn =
      find("posix_spawn", INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);

  /// The two ends of a pipe. Children do not inherit them.
  record Pipe(int readEnd, int writeEnd) {}

  Pipe pipe() throws IOException {
    MemorySegment ends = arena.allocate(INT, 2);
    require(call(pipe2, ends, CLOSE_ON_EXEC), "pipe");
    return new Pipe(ends.getAtIndex(INT, 0), ends.getAtIndex(INT, 1));
  }

  /// Starts a program. It inherits every open descriptor that is not marked close-on-exec, and in
  /// addition those in `kept`.
  ///
  /// @return its process id
  public int spawn(List<String> command, int... kept) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment actions = call.allocate(STRUCT_BYTES, Long.BYTES);
      require(call(actionsInit, actions), "posix_spawn");
      // Copying a descriptor onto itself only clears its close-on-exec flag.
      for (int each : kept) require(call(actionsDup2, actions, each, each), "posix_spawn");
      MemorySegment arguments = call.allocate(POINTER, command.size() + 1L);
      for (int i = 0; i < command.size(); i++) {
        arguments.setAtIndex(ValueLayout.ADDRESS, i, call.allocateFrom(command.get(i)));
      }
      MemorySegment pid = call.allocate(INT);
      MemorySegment path = arguments.get(ValueLayout.ADDRESS, 0);
      long error = call(spawn, pid, path, actions, MemorySegment.NULL, arguments, environment());
      call(actionsDestroy, actions);
      if (error != 0) throw new IOException("error " + error + " when starting " + command.get(0));
      return pid.get(INT, 0);
    }
  }

  /// Prevents children from inheriting the descriptors that the Java machine opened for itself. All
  /// other descriptors belong to the user: those that the launcher listed or, without a list, all
  /// that do not lead into Java's folder.
  public void closeOnExecOurOwn() throws IOException {
    String users = System.getProperty(DESCRIPTORS);
    Path java = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String number = descriptor.getFileName().toString();
        boolean own =
            users == null ? isBelow(java, descriptor) : !List.of(users.split(",")).contains(number);
        if (own) {
          call(fcntl, Integer.parseInt(number), SET_DESCRIPTOR_FLAGS, CLOSE_ON_EXEC_FLAG);
        }
      }
    }
  }

  private static boolean isBelow(Path folder, Path link) {
    try {
      return Files.readSymbolicLink(link).startsWith(folder);
    } catch (IOException e) {
      return false; // This was the descriptor of the list itself.
    }
  }

  /// Reads the bytes that are there; waits at most `millis` for the first of them.
  ///
  /// @return how many bytes; 0 when there are none yet; -1 at the end
  int read(int descriptor, byte[] into, int millis) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment waiting = call.allocate(LONG);
      waiting.set(INT, 0, descriptor);
      waiting.set(ValueLayout.JAVA_SHORT, 4, READABLE);
      if (call(poll, waiting, 1L, millis) <= 0) return 0;
      MemorySegment buffer = call.allocate(into.length);
      long got = call(read, descriptor, buffer, (long) into.length);
      if (got < 0) throw new IOException("read failed with error " + error());
      MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) got);
      return got == 0 ? -1 : (int) got;
    }
  }

  void write(int descriptor, char letter) {
    try (Arena call = Arena.ofConfined()) {
      call(write, descriptor, call.allocateFrom(ValueLayout.JAVA_BYTE, (byte) letter), 1L);
    }
  }

  void close(int descriptor) {
    call(close, descriptor);
  }

  public void kill(int pid, int signal) {
    call(kill, pid, signal);
  }

  /// Waits for a child to end.
  void await(int pid) {
    call(waitpid, pid, MemorySegment.NULL, 0);
  }

  /// Ignores a signal.
  ///
  /// @return the state before, for [#restore]
  MemorySegment ignore(int signal) {
    MemorySegment ignore = arena.allocate(STRUCT_BYTES, Long.BYTES);
    MemorySegment before = arena.allocate(STRUCT_BYTES, Long.BYTES);
    ignore.set(LONG, 0, IGNORE);
    call(sigaction, signal, ignore, before);
    return before;
  }

  void restore(int signal, MemorySegment before) {
    call(sigaction, signal, before, MemorySegment.NULL);
  }

  /// What an error number means, e.g. `No such file or directory`.
  public static String describe(int error) {
    Linker linker = Linker.nativeLinker();
    MethodHandle strerror =
        linker.downcallHandle(
            linker.defaultLookup().find("strerror").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.ADDRESS, INT));
    try {
      var text = (MemorySegment) strerror.invokeExact(error);
      return text.reinterpret(1 << 10).getString(0);
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing of its own", e);
    }
  }

  /// Whether a file has an extended attribute. The name includes its name space.
  static boolean hasAttribute(Path file, String name) {
    Linker linker = Linker.nativeLinker();
    MethodHandle getxattr =
        linker.downcallHandle(
            linker.defaultLookup().find("getxattr").orElseThrow(),
            FunctionDescriptor.of(LONG, POINTER, POINTER, POINTER, LONG));
    try (Arena call = Arena.ofConfined()) {
      MemorySegment path = call.allocateFrom(file.toString());
      return (long) getxattr.invokeExact(path, call.allocateFrom(name), MemorySegment.NULL, 0L) > 0;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing of its own", e);
    }
  }

  private static MemorySegment environment() {
    MemorySegment variable = Linker.nativeLinker().defaultLookup().find("environ").orElseThrow();
    return variable.reinterpret(POINTER.byteSize()).get(ValueLayout.ADDRESS, 0);
  }

  private static MethodHandle find(String name, ValueLayout result, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(),
        FunctionDescriptor.of(result, parameters),
        Linker.Option.captureCallState("errno"));
  }

  private long call(MethodHandle function, Object... arguments) {
    var all = new Object[arguments.length + 1];
    all[0] = errno;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try {
      return ((Number) function.invokeWithArguments(all)).longValue();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing of its own", e);
    }
  }

  private int error() {
    return (int) ERROR.get(errno, 0L);
  }

  private void require(long result, String what) throws IOException {
    if (result != 0) throw new IOException(what + " failed with error " + error());
  }
}
