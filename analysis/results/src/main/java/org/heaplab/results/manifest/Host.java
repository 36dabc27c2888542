package org.heaplab.results.manifest;

/// The machine that a run was made on. What the machine does not tell is empty.
///
/// @param memory as /proc/meminfo has it
/// @param transparentHugePages what became of them
public record Host(
    String jvm,
    String os,
    String kernel,
    String architecture,
    String cpu,
    int cores,
    String memory,
    String transparentHugePages) {}
