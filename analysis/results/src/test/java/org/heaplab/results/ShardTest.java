package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.results.manifest.Shard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardTest {
  @Test
  void shardsShareAllWithoutOverlap() {
    List<Integer> all = IntStream.range(0, 11).boxed().toList();
    List<Integer> shared =
        Stream.of("1/3", "2/3", "3/3")
            .map(Shard::parse)
            .flatMap(shard -> shard.of(all).stream())
            .sorted()
            .toList();
    assertEquals(all, shared);
    assertEquals(List.of(1, 4, 7, 10), Shard.parse("2/3").of(all));
    assertEquals(all, Shard.WHOLE.of(all));
  }

  @Test
  void aCommandLineNamesItsShardInEitherForm() {
    assertEquals(
        Optional.of(new Shard(2, 5)), Shard.in(List.of("heaplab", "run", "--shard", "2/5")));
    assertEquals(Optional.of(new Shard(3, 5)), Shard.in(List.of("run", "--shard=3/5", "--resume")));
    assertEquals(Optional.empty(), Shard.in(List.of("heaplab", "run")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2"})
  void whatIsNoShardIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
  }
}
