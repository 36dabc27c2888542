package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Which of several free blocks comes first, where the policy leaves it open: the option `order` of
/// sequential fits. A block that has grown by coalescing counts as freed once more.
public enum FreeOrder {
  /// The one with the lowest address.
  ADDRESS("address"),

  /// The one that was freed last.
  LIFO("lifo"),

  /// The one that was freed first.
  FIFO("fifo");

  /// How the command line gives it.
  public static final Option OPTION =
      Option.choice(
          "order", "in which order free blocks are searched", ADDRESS.word, LIFO.word, FIFO.word);

  private final String word;

  FreeOrder(String word) {
    this.word = word;
  }

  /// As the command line has it.
  @Override
  public String toString() {
    return word;
  }

  /// @param options among them [#OPTION]
  public static FreeOrder of(Options options) {
    return options.is(OPTION, LIFO.word) ? LIFO : options.is(OPTION, FIFO.word) ? FIFO : ADDRESS;
  }
}
