package org.heaplab.workloads.synthetic.browser;

import java.util.List;
import org.heaplab.workloads.synthetic.law.Shares;
import org.heaplab.workloads.synthetic.law.SizeLaw;

/// A browser and the pages of its time. Where no source is named, numbers are assumed, so that what
/// is known of a browser of the time comes out.
///
/// @param own blocks that the browser itself holds from its start: menus, settings, names
/// @param startup blocks that only the start needs; freed, oldest first, before the first page
/// @param scratch sizes of those
/// @param pool temporaries that are alive at a time
/// @param nodes elements and texts of a page, the median
/// @param spread standard deviation of the natural logarithm of a page's weight
/// @param node sizes of nodes
/// @param string sizes of attributes, texts and names
/// @param strings of a node
/// @param style sizes of rules and computed styles
/// @param box sizes of boxes
/// @param boxes of a node
/// @param temporaries short-lived blocks of parser, style and layout for each node
/// @param chunk bytes that the network delivers at a time
/// @param nodesOfChunk nodes that it brings at a time, on average
/// @param images of a page, the median
/// @param bitmap sizes of decoded images
/// @param compression decoded size over compressed size
/// @param scaled share of images that are shown in another size, from a copy
/// @param script sizes of script objects, arrays and strings
/// @param scripts script objects of a page for each node
/// @param collection bytes of script objects between two collections
/// @param survivors share of the objects that a collection leaves
/// @param ticks timers that fire while the page is looked at, for each hundred nodes
/// @param tabs most tabs at a time
/// @param history most pages that can be gone back to without loading them
/// @param bitmapShare budget of decoded images, as a share of all memory
/// @param resourceShare budget of compressed resources, as a share of all memory
record BrowserPreset(
    int own,
    int startup,
    SizeLaw scratch,
    int pool,
    int nodes,
    double spread,
    SizeLaw node,
    SizeLaw string,
    double strings,
    SizeLaw style,
    SizeLaw box,
    double boxes,
    double temporaries,
    int chunk,
    int nodesOfChunk,
    double images,
    SizeLaw bitmap,
    int compression,
    double scaled,
    SizeLaw script,
    double scripts,
    long collection,
    double survivors,
    double ticks,
    int tabs,
    int history,
    double bitmapShare,
    double resourceShare) {
  private static final int K = 1 << 10;
  private static final int M = 1 << 20;

  private static final SizeLaw SCRATCH_2008 =
      SizeLaw.mixture(
          List.of(
              SizeLaw.fixed(8),
              SizeLaw.fixed(12),
              SizeLaw.logNormal(24, 0.5, K),
              SizeLaw.fixed(116 * K)),
          new Shares(List.of(0.5, 0.25, 0.2496, 0.0004)));

  private static final SizeLaw STRING_2008 =
      SizeLaw.mixture(
          List.of(SizeLaw.logNormal(22, 0.8, 16 * K), SizeLaw.logNormal(250, 1.1, 64 * K)),
          new Shares(List.of(0.77, 0.23)));

  private static final SizeLaw SCRIPT_2008 =
      SizeLaw.mixture(
          List.of(SizeLaw.logNormal(24, 0.6, 32 * K), SizeLaw.fixed(4084)),
          new Shares(List.of(0.9, 0.1)));

  /// A phone of 2008: small pages, few colours, one page at a time.
  static final BrowserPreset OPERA_DEVICE =
      new BrowserPreset(
          4_000,
          0,
          SizeLaw.fixed(8),
          48,
          1_500,
          0.6,
          SizeLaw.uniform(20, 44),
          SizeLaw.logNormal(14, 0.9, 4 * K),
          1.5,
          SizeLaw.uniform(16, 96),
          SizeLaw.uniform(32, 72),
          1.2,
          6,
          1460,
          24,
          8,
          SizeLaw.logUniform(2 * K, 150 * K),
          6,
          0.3,
          SizeLaw.logNormal(24, 0.8, 8 * K),
          2,
          64 * K,
          0.25,
          3,
          1,
          1000,
          0.4,
          0.1);

  /// A computer of 2008, after two logs of Opera of that year, of its start and end without a page
  /// and with a news page. What the start holds, how much dies young, and the large steps of the
  /// sizes are set after them: many blocks of 8 and 12 bytes that only the start needs, blocks of
  /// 4,084 bytes, which scripts have here, and network buffers of 64 KiB. The experiment `browsers`
  /// shows how near it comes.
  static final BrowserPreset DESKTOP_2008 =
      new BrowserPreset(
          20_000,
          86_000,
          SCRATCH_2008,
          3,
          5_500,
          0.4,
          SizeLaw.uniform(24, 56),
          STRING_2008,
          1.5,
          SizeLaw.uniform(16, 128),
          SizeLaw.uniform(16, 48),
          5,
          20,
          64 * K,
          5,
          100,
          SizeLaw.logUniform(8 * K, 512 * K),
          10,
          0.2,
          SCRIPT_2008,
          14,
          2 * M,
          0.4,
          2,
          3,
          4,
          0.25,
          0.1);

  /// A computer of 2026: more script, larger images, several tabs. How many elements a page has and
  /// how much that varies, and how many images of how many bytes, is after the Web Almanac of the
  /// HTTP Archive, 2024 (chapters Markup and Page Weight): the median page has 594 elements, one in
  /// ten at most 180, one in ten at least 1,716; it has 18 images, together of 1,054 KB. A text for
  /// each element is assumed, and all else.
  static final BrowserPreset DESKTOP_2026 =
      new BrowserPreset(
          90_000,
          0,
          SizeLaw.fixed(8),
          48,
          1_200,
          0.85,
          SizeLaw.uniform(72, 168),
          SizeLaw.logNormal(32, 1.1, 64 * K),
          2,
          SizeLaw.uniform(48, 400),
          SizeLaw.uniform(96, 320),
          1.3,
          12,
          16 * K,
          24,
          18,
          SizeLaw.logUniform(16 * K, 4 * M),
          14,
          0.4,
          SizeLaw.logNormal(48, 1.2, 256 * K),
          70,
          8 * M,
          0.2,
          6,
          6,
          2,
          0.25,
          0.1);
}
