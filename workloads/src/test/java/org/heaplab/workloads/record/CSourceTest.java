package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.heaplab.workloads.record.CSource.Product;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CSourceTest {
  @TempDir private Path cache;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  private CSource source(String compiler) {
    return new CSource(cache, compiler, CSourceTest.class, "resize.c");
  }

  @Test
  void compilesOnce() throws IOException {
    Path first = source("cc").compile(Product.EXECUTABLE);
    Object made = Files.getAttribute(first, "unix:ino");
    assertEquals(first, source("cc").compile(Product.EXECUTABLE));
    assertEquals(made, Files.getAttribute(first, "unix:ino"));
    assertTrue(Files.isExecutable(first));
  }

  @Test
  void flagsAndProductsHavePlacesOfTheirOwn() throws IOException {
    Path plain = source("cc").compile(Product.EXECUTABLE);
    assertNotEquals(plain, source("cc").compile(Product.EXECUTABLE, "-DX=1"));
    assertNotEquals(plain, source("cc").compile(Product.SHARED_OBJECT));
  }

  @Test
  void leavesNothingButTheProductBehind() throws IOException {
    Path product = source("cc").compile(Product.EXECUTABLE);
    assertThrows(IOException.class, () -> source("cc").compile(Product.EXECUTABLE, "-Dmain=1"));
    try (Stream<Path> files = Files.walk(cache)) {
      assertEquals(product, files.filter(Files::isRegularFile).reduce((a, b) -> a).orElseThrow());
    }
  }

  @Test
  void namesTheFirstErrorInOneLine() {
    var e =
        assertThrows(IOException.class, () -> source("cc").compile(Product.EXECUTABLE, "-Dmain=1"));
    assertTrue(e.getMessage().contains("error:"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void namesThePackageWhereThereIsNoCompiler() {
    var e = assertThrows(IOException.class, () -> source("no-cc").compile(Product.EXECUTABLE));
    assertEquals("no C compiler (no-cc): install the package gcc", e.getMessage());
  }
}
