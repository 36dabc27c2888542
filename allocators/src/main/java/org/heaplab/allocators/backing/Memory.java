package org.heaplab.allocators.backing;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/// Raw reads and writes at absolute addresses, unaligned ones too. Nothing is checked: a wrong
/// address ends the process.
///
/// This is the one place that stands on `sun.misc.Unsafe` rather than on `MemorySegment`: an access
/// through a segment takes HotSpot's compiler several hundred nodes, and one malloc with its free
/// makes so many accesses that they pass the 18,000 up to which it inlines. What is left becomes
/// calls, and a heap in Java is measured by its compiler: it then takes half as long again.
public final class Memory {
  private static final Class<?> UNSAFE;
  private static final Object INSTANCE;

  static {
    try {
      UNSAFE = Class.forName("sun.misc.Unsafe");
      Field field = UNSAFE.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      INSTANCE = field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final MethodHandle GET_BYTE = getter("getByte", byte.class);
  private static final MethodHandle PUT_BYTE = setter("putByte", byte.class);
  private static final MethodHandle GET_CHAR = getter("getChar", char.class);
  private static final MethodHandle PUT_CHAR = setter("putChar", char.class);
  private static final MethodHandle GET_INT = getter("getInt", int.class);
  private static final MethodHandle PUT_INT = setter("putInt", int.class);
  private static final MethodHandle GET_LONG = getter("getLong", long.class);
  private static final MethodHandle PUT_LONG = setter("putLong", long.class);
  private static final MethodHandle COPY =
      method("copyMemory", methodType(void.class, long.class, long.class, long.class));
  private static final MethodHandle FILL =
      method("setMemory", methodType(void.class, long.class, long.class, byte.class));

  private Memory() {}

  private static MethodHandle getter(String name, Class<?> type) {
    return method(name, methodType(type, long.class));
  }

  private static MethodHandle setter(String name, Class<?> type) {
    return method(name, methodType(void.class, long.class, type));
  }

  private static MethodHandle method(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(UNSAFE, name, type).bindTo(INSTANCE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  public static byte getByte(long address) {
    try {
      return (byte) GET_BYTE.invokeExact(address);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  public static void putByte(long address, byte value) {
    try {
      PUT_BYTE.invokeExact(address, value);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  /// Reads 16 bits, unsigned.
  public static int getChar(long address) {
    try {
      return (char) GET_CHAR.invokeExact(address);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  /// Writes the low 16 bits of a number.
  public static void putChar(long address, int value) {
    try {
      PUT_CHAR.invokeExact(address, (char) value);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  public static int getInt(long address) {
    try {
      return (int) GET_INT.invokeExact(address);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  /// Reads 32 bits, unsigned.
  public static long getUnsignedInt(long address) {
    return Integer.toUnsignedLong(getInt(address));
  }

  public static void putInt(long address, int value) {
    try {
      PUT_INT.invokeExact(address, value);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  public static long getLong(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  public static void putLong(long address, long value) {
    try {
      PUT_LONG.invokeExact(address, value);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  /// Copies bytes as if through a temporary buffer: source and target may overlap.
  public static void copy(long source, long target, long bytes) {
    try {
      COPY.invokeExact(source, target, bytes);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  public static void fill(long address, long bytes, byte value) {
    try {
      FILL.invokeExact(address, bytes, value);
    } catch (Throwable t) {
      throw rethrow(t);
    }
  }

  /// What a call through a method handle threw, as what its caller may throw.
  static RuntimeException rethrow(Throwable t) {
    if (t instanceof Error error) throw error;
    if (t instanceof RuntimeException exception) throw exception;
    throw new IllegalStateException(t);
  }
}
