package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
  @ParameterizedTest
  @CsvSource({
    "logs/opera.tar.bz2, opera",
    "t.trace, t",
    "/a/b.c/python3.11.trace, python3.11",
    "redis-7.2.log.xz, redis-7.2",
    "short1-bal.rep, short1-bal",
    "systemui.txt.gz, systemui",
    "UPPER.TRACE, UPPER",
    "plain, plain",
    "page.html, page",
    ".trace, .trace",
  })
  void isCalledAfterItsFile(Path file, String name) {
    assertEquals(name, Trace.nameOf(file));
  }
}
