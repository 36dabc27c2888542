package org.heaplab.workloads.synthetic.browser;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Browsing sessions of several times and machines.
public final class BrowserWorkloads {
  private static final String MEMORY = "the most live bytes; caches have shares of it as budgets";

  private static final String EXIT = "whether the browser is ended after the last page";
  private static final String STAYS = "no";
  private static final String ENDS = "yes";

  private static final String ASSUMED = "; page weights are assumed";

  public static final Workload OPERA_DEVICE =
      workload(
          "opera-device",
          "browsing on a phone of 2008 whose heap has a few megabytes",
          "after Opera Software, Opera for Devices: Out of Memory System, 2011" + ASSUMED,
          BrowserPreset.OPERA_DEVICE,
          32,
          "3M",
          512 << 10);

  public static final Workload DESKTOP_2008 =
      workload(
          "desktop-2008",
          "browsing on a computer of 2008: pages of many small blocks, three tabs",
          "modelled on allocation logs of the Opera browser, 2008",
          BrowserPreset.DESKTOP_2008,
          3,
          "128M",
          16 << 20);

  public static final Workload DESKTOP_2026 =
      workload(
          "desktop-2026",
          "browsing on a computer of 2026: scripts, large images, six tabs",
          "pages after HTTP Archive, Web Almanac, 2024; the rest is assumed",
          BrowserPreset.DESKTOP_2026,
          4,
          "512M",
          32 << 20);

  private BrowserWorkloads() {}

  /// @param loads the usual number of pages
  /// @param most the usual budget
  /// @param least the least that the browser itself needs, with room for a page
  private static Workload workload(
      String name,
      String description,
      String source,
      BrowserPreset preset,
      int loads,
      String most,
      long least) {
    Option pages = Option.count("pages", "how many are loaded", loads, 0);
    Option budget = Option.bytes("budget", MEMORY, most, least, 1L << 40);
    Option weight = Option.fraction("weight", "of each page, over the usual one", 1, 0.01, 100);
    Option exit = Option.choice("exit", EXIT, STAYS, ENDS);
    return new Workload(
        name,
        description,
        source,
        List.of(pages, budget, weight, exit),
        (options, random, trace) ->
            new BrowsingSession(
                    preset, options.bytes(budget), options.fraction(weight), random, trace)
                .run(options.count(pages), options.is(exit, ENDS)));
  }
}
