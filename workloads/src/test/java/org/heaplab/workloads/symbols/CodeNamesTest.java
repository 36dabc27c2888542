package org.heaplab.workloads.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.workloads.symbols.CodeMap.Place;
import org.junit.jupiter.api.Test;

class CodeNamesTest {
  private static final String MAPS =
      """
      400000-401000 r-xp 00001000 fe:01 17    /no/such folder/program (deleted)
      7f0000000000-7f0000001000 r-xp 00000000 00:00 0
      7ffd00000000-7ffd00001000 r-xp 00000000 00:00 0    [vdso]
      800000-801
      ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0    [vsyscall]
      """;

  private final CodeFiles files = new CodeFiles("no-such-program");
  private final MemoryMap map = new MemoryMap(MAPS, files);

  @Test
  void aMapHasThePlaceInTheFile() {
    assertEquals(Optional.of(new Place("/no/such folder/program", 0x1010)), map.find(0x400010));
    assertEquals(Optional.empty(), map.find(0x401000));
    assertEquals(Optional.empty(), map.find(0x3FFFFF));
    assertEquals(Optional.empty(), map.find(0x800000));
  }

  @Test
  void aNameIsAsGoodAsItCanBe() {
    var names = new CodeNames(map, files);
    List<Long> addresses = List.of(0x400011L, 0x7F0000000011L, 0x7FFD00000010L, 0x10L);
    assertEquals(
        Map.of(
            0x400011L,
            "program+0x1011",
            0x7F0000000011L,
            "code made at run time",
            0x7FFD00000010L,
            "[vdso]",
            0x10L,
            "0x10"),
        names.of(addresses));
    assertFalse(names.lacksLines());
  }
}
