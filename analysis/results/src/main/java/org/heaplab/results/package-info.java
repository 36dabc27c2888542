/// What a run leaves behind, and what its numbers mean. The measuring side writes it, the reporting
/// side reads it, and neither knows the other.
///
/// ```text
///    measure ──▶ RunFiles ──▶ manifest.json  space.csv  time.csv  … ──▶ RunFolder ──▶ Run
///                                  │              │                        ExperimentResults
///                              Manifest        Tables                      TraceResults
///                              Experiment      Column                      Cell ◀── Metrics
/// ```
///
/// - [org.heaplab.results.table.Tables] has every table with its columns: a new one is an entry
///   there.
/// - [org.heaplab.results.metric.Metrics] has every metric with its name, unit, basis and
///   definition: a new one is an entry there. Listings, tables, figures and definitions find it.
/// - [org.heaplab.results.manifest.Manifest] says how a run was made. It also has the experiments'
///   own description: their question, the allocator that they are about, the option that they vary,
///   their figures and their bars. So a page can be made of an experiment that the report does not
///   know.
/// - [org.heaplab.results.metric.Unit] is how a value is written, the same on a terminal and on a
///   page.
///
/// # What is complete
///
/// A run may be killed at any moment. `done.csv` has a line for each measurement, or round of one,
/// that was finished, and is written after its rows. Rows without such a line are dropped when the
/// run is resumed, and not shown before.
package org.heaplab.results;
