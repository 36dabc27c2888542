package org.heaplab.workloads.synthetic.browser;

import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Images of a browser. The compressed bytes arrive in chunks in a buffer that grows, a decoder
/// with tables and a row of its own fills the bitmap, and some are scaled to another size.
///
/// ```text
///    compressed  ▁▂▃▄▅───────────────────▶ cache of resources
///    tables             ▒▒▒▒▒▒▒
///    bitmap             ███████──────────▶ cache of decoded images; locked while it is filled
///    scaled copy               ▅▅▅▅▅▅▅▅▅▶ the page
/// ```
final class ImageDecoder {
  private static final int TABLES = 6;
  private static final long TABLE_BYTES = 512;
  private static final long LEAST_BUFFER = 1 << 10;

  private final BrowserPreset preset;
  private final Sampler random;
  private final BrowserMemory memory;
  private final BlockCache resources;
  private final BlockCache bitmaps;

  ImageDecoder(
      BrowserPreset preset,
      Sampler random,
      BrowserMemory memory,
      BlockCache resources,
      BlockCache bitmaps) {
    this.preset = preset;
    this.random = random;
    this.memory = memory;
    this.resources = resources;
    this.bitmaps = bitmaps;
  }

  /// Loads, decodes and shows an image.
  ///
  /// @param copies takes a scaled copy
  /// @throws BrowserMemory.LimitReached when there is no room for it; nothing of it is left then
  void show(SlotList copies) {
    long decoded = preset.bitmap().next(random);
    int compressed = receive(Math.max(64, decoded / preset.compression()));
    int bitmap;
    try {
      bitmap = decode(decoded);
    } finally {
      resources.add(compressed);
    }
    try {
      if (random.chance(preset.scaled())) {
        double side = 0.3 + random.uniform();
        copies.add(memory.malloc(Math.max(64, (long) (decoded * side * side))));
      }
    } finally {
      bitmaps.add(bitmap);
    }
  }

  private int receive(long bytes) {
    long capacity = Math.min(LEAST_BUFFER, bytes);
    int buffer = memory.malloc(capacity);
    try {
      for (long arrived = 0; arrived < bytes; arrived += preset.chunk()) {
        int chunk = memory.malloc(Math.min(preset.chunk(), bytes - arrived));
        try {
          long needed = Math.min(bytes, arrived + preset.chunk());
          if (needed > capacity) {
            capacity = Math.min(bytes, needed * 3 / 2);
            memory.realloc(buffer, capacity);
          }
        } finally {
          memory.free(chunk);
        }
      }
      return buffer;
    } catch (BrowserMemory.LimitReached e) {
      memory.free(buffer);
      throw e;
    }
  }

  private int decode(long decoded) {
    var tables = new SlotList();
    try {
      for (int i = 0; i < TABLES; i++) tables.add(memory.malloc(TABLE_BYTES));
      int bitmap = memory.malloc(decoded);
      memory.lock(bitmap);
      try {
        // A row at a time, and what the decoder says about it.
        tables.add(memory.malloc(Math.max(64, (long) StrictMath.sqrt((double) decoded))));
        for (int i = 0; i < TABLES; i++) tables.add(memory.malloc(preset.string().next(random)));
      } catch (BrowserMemory.LimitReached e) {
        memory.unlock(bitmap);
        memory.free(bitmap);
        throw e;
      }
      memory.unlock(bitmap);
      return bitmap;
    } finally {
      while (tables.size() > 0) memory.free(tables.removeLast());
    }
  }
}
