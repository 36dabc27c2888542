package org.heaplab.report.bars;

/// One line of the table of bars, in words, but for the outcome.
///
/// @param figure what is measured
/// @param bar what it must reach
/// @param aim what it should reach
/// @param measured what it reached
public record Bar(String figure, String bar, String aim, String measured, Outcome outcome) {}
