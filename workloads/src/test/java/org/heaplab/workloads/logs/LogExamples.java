package org.heaplab.workloads.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A log in each format, with every kind of line.
public final class LogExamples {
  static final String OPERA =
      """
      some other message
      MEM: 0x0804d1e7 malloc(53) => 0x095a91f0
      MEM: 0x0804d1e7 malloc(80) => 0x095a9200
      MEM: 0x0903b36c realloc(0x095a9200,160) => 0x095a9300
      MEM: 0x08df6c31 free(0x095a91f0)
      MEM: 0x0804d1e7 malloc(12) => 0x095a9400
      MEM: 0x08df6c31 free(0x095a9300)
      """;

  static final String MEMORY_REPLAY =
      """
      202: malloc 0xb4827400 1024
      203: calloc 0xb4872020 17 80
      202: memalign 0xae42d080 16 104
      203: realloc 0xb4840a60 0xb4872020 800
      202: free 0xb4827400
      203: thread_done 0x0
      202: free 0xb4840a60
      202: malloc 0xb4827400 2048
      """;

  static final String TIMED =
      """
      202: malloc 0xb4827400 1024 1000 1100
      203: calloc 0xb4872020 17 80 1150 1200
      202: memalign 0xae42d080 16 104 1300 1400
      203: realloc 0xb4840a60 0xb4872020 800 1500 1600
      202: free 0xb4827400 1700 1710
      203: thread_done 0x0 1720
      202: free 0xb4840a60 1800 1900
      """;

  static final String MTRACE =
      """
      = Start
      @ ./prog:[0x4005d4] + 0x1c3b460 0x180
      @ ./prog:(main+0x1d)[0x4005e1] + 0x1c3b600 0x20
      @ ./prog:(main+0x1d)[0x4005e1] < 0x1c3b460
      @ ./prog:(main+0x1d)[0x4005e1] > 0x1c3b800 0x200
      @ ./prog:[0x4005f0] ! 0x1c3b800 0x7fffffffffff
      @ ./prog:[0x4005f0] - 0x1c3b800
      @ ./prog:[0x4005f0] - 0x1c3b600
      = End
      """;

  static final String HEAPTRACK =
      """
      v 10400 3
      X ./prog
      m 1 x 55db564a7000 0 1a20
      t 55db564a8000 0
      + 180 1 1c3b460
      + 1000 1 1c3b600
      c 10
      - 1c3b460
      + 20 1 1c3b460
      R 40
      - 1c3b600
      """;

  static final String VALGRIND =
      """
      ==4242== Memcheck, a memory error detector
      --4242-- malloc(72704) = 0x4A3C040
      --4242-- calloc(17,80) = 0x4A4DC80
      --4242-- memalign(al 64, size 104) = 0x4A4DD40
      --4242-- _Znwm(128) = 0x4A4DE00
      --4242-- realloc(0x4A4DC80,800) = 0x4A4DF00
      --4242-- _ZdlPvm(0x4A4DE00)
      --4242-- realloc(0x4A4DF00,0)free(0x4A4DF00)
      --4242--  = 0
      --4242-- free(0x4A3C040)
      """;

  static final String LOGALLOC =
      """
      18545 18545 jemalloc_stats()
      18545 18545 malloc(320)=0x7f90495120e0
      18545 18546 calloc(17,42)=0x7f9049513040
      18545 18545 realloc(0x7f90495120e0,840)=0x7f9049514060
      18546 18546 malloc(64)=0x7f9049513040
      18545 18545 posix_memalign(4096,1024)=0x7f9049515000
      18545 18546 free(0x7f9049513040)
      18545 18545 free(0x7f9049514060)
      18545 18545 memalign(512,1024)=0x7f9049514000
      """;

  static final String LTRACE =
      """
      8060 malloc(4096)                       = 0x5fa38f22a2a0
      8061 calloc(17, 80 <unfinished ...>
      8060 strlen("malloc(1)")                = 9
      8061 <... calloc resumed> )             = 0x5fa38f22b2b0
      8061 realloc(0x5fa38f22b2b0, 8192)      = 0x5fa38f22c2c0
      8060 free(0x5fa38f22a2a0)               = <void>
      8061 free(0x5fa38f22c2c0)               = <void>
      """;

  static final String MALLOCLAB =
      """
      20000
      3
      9
      1
      a 0 512
      a 1 128
      r 0 640
      f 1
      a 2 1280
      r 2 12800
      f 0
      a 1 77
      f 2
      """;

  static final List<String> ALL =
      List.of(
          OPERA, MEMORY_REPLAY, TIMED, MTRACE, HEAPTRACK, VALGRIND, LOGALLOC, LTRACE, MALLOCLAB);

  private LogExamples() {}

  /// Writes each log into a file of a folder; Jazzer starts from these files.
  ///
  /// @param arguments the folder
  public static void main(String[] arguments) throws IOException {
    for (int i = 0; i < ALL.size(); i++) {
      Files.writeString(Path.of(arguments[0], "log" + i), ALL.get(i));
    }
  }
}
