package org.heaplab.report.diagnosis;

/// An answer about a program's memory.
///
/// @param question in few words
/// @param verdict the answer in few words
/// @param evidence sentences with numbers
public record Finding(String question, String verdict, String evidence) {}
