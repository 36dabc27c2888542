/// Results become figures, tables and a page.
///
/// This module knows result files and nothing else: neither allocators nor workloads, and no
/// experiment by its name. What an experiment is about, its figures and its bars are in the run's
/// manifest. So a run's folder can be rendered on any machine.
///
/// ```text
///    org.heaplab.results     a run, read from its folder
///          │        │
///     statistics    │        medians, geometric means, their intervals, ties, variants
///       │     │     │
///     bars    │  palette     whether bars are met · how each allocator looks
///       │     │     │
///       │     │  drawing     axes, marks, legends, labels; SVG, PDF, PNG
///       │     │     │
///       │     figure         what a figure is: a kind, what it is asked for, what it is drawn of
///       │       │
///       │    plot, heapmap   the kinds of figures, and which ones an experiment gets · heap maps
///       │       │
///       tables  │            the kinds of tables, as plain text
///       │    │  │
///     text   page            Markdown between marks · report.html
/// ```
///
/// - A new metric is an entry in [org.heaplab.results.metric.Metrics].
/// - A new kind of figure is a class and an entry in [org.heaplab.report.plot.FigureCatalogue].
/// - A new kind of table is a class and an entry in [org.heaplab.report.tables.TableKind].
/// - A new experiment needs nothing in this module.
package org.heaplab.report;
