package org.heaplab.allocators.javalib;

/// What a library for Java gives its users: memory that an object stands for. A [LibraryHeap] makes
/// a heap of it.
///
/// Blocks start at multiples of [#ALIGNMENT], and nobody can ask for more.
///
/// @param <B> the object that stands for a block
interface JavaLibrary<B> extends AutoCloseable {
  /// Of every address, in bytes: that of `malloc`, where the memory comes from.
  long ALIGNMENT = 16;

  /// The largest block that there can be.
  long mostBytes();

  /// @param bytes from 1 to [#mostBytes]
  /// @return null when there is no memory for it
  B allocate(long bytes);

  long address(B block);

  /// Changes the size of a block and keeps its content. It may have another address afterwards.
  ///
  /// @param bytes from 1 to [#mostBytes]
  /// @return false when that is not possible, and then the block is as it was
  boolean resize(B block, long bytes);

  void free(B block);

  /// Bytes that it holds from the system.
  long heldBytes();

  /// The client says that a phase of its work ends.
  default void phase() {}

  /// Gives back what is left. There are no blocks any more.
  @Override
  void close();
}
