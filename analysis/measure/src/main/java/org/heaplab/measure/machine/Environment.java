package org.heaplab.measure.machine;

import java.util.Map;
import java.util.regex.Pattern;

/// What tunes an allocator from outside. A measured process starts without any of it, so that it
/// behaves as it does for those who never tuned it.
public final class Environment {
  private static final Pattern TUNING =
      Pattern.compile(
          "MALLOC_.*|(JE_)?MALLOC_CONF|GLIBC_TUNABLES|MIMALLOC_.*|TCMALLOC_.*|TBB_.*|RPMALLOC_.*"
              + "|SCUDO_OPTIONS|LD_PRELOAD");

  private Environment() {}

  public static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> TUNING.matcher(name).matches());
  }
}
