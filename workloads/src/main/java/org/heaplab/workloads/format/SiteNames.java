package org.heaplab.workloads.format;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;

/// The payloads of site frames: the names of the call sites, in the order of their numbers.
final class SiteNames {
  /// A frame ends when its names have so many bytes; the last one may go beyond.
  private static final int FRAME_BYTES = 1 << 19;

  private SiteNames() {}

  /// One payload for each frame; none for a trace without call sites.
  static List<Bytes> encode(Trace trace) {
    var payloads = new ArrayList<Bytes>();
    try (var zstd = new ZstdCompressCtx().setLevel(Packed.LEVEL)) {
      var names = new Bytes();
      int count = 0;
      for (int number = 1; number <= trace.sites(); number++) {
        names.putString(trace.siteName(number));
        count++;
        if (names.length() < FRAME_BYTES && number < trace.sites()) continue;
        var payload = new Bytes();
        payload.putVarint(count);
        Packed.put(names, payload, zstd);
        payloads.add(payload);
        names.clear();
        count = 0;
      }
    }
    return payloads;
  }

  /// Tells a builder the names of a frame.
  ///
  /// @param before how many names the frames before had
  /// @param most how many names there are in all frames
  /// @return how many there are after this frame
  static int decode(Bytes payload, TraceBuilder trace, int before, int most) {
    int count = payload.takeCount("a frame's call sites", (long) most - before);
    if (count == 0) throw new TraceException("a frame of call sites must have one");
    try (var zstd = new ZstdDecompressCtx()) {
      Bytes names = Packed.take(payload, zstd);
      payload.requireUsedUp("a frame of call sites");
      for (int i = 1; i <= count; i++) trace.nameSite(before + i, names.takeString());
      names.requireUsedUp("the names of call sites");
    }
    return before + count;
  }
}
