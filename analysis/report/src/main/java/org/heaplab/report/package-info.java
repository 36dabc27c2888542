/// Results become figures, tables and a page.
///
/// This module knows result files and nothing else: neither allocators nor workloads. Whoever has a
/// run's folder can render it, on any machine.
///
/// ```text
///    manifest.json  space.csv  curve.csv  time.csv  latency.csv
///                          │
///                     results        reads, and holds the files to their rules
///                      │    │
///              statistics   │        medians, geometric means, their intervals, ties
///                      │    │
///                     figure         a drawing from an entry in the catalogue of figures
///                      │
///                     page           report.html
/// ```
///
/// A new metric is an entry in [org.heaplab.report.results.Metric]; a new figure is a file and a
/// line in [org.heaplab.report.figure.Figures]. [Report] finds them.
package org.heaplab.report;
