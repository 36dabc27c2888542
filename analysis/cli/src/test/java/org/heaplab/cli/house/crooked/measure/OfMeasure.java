package org.heaplab.cli.house.crooked.measure;

import org.heaplab.cli.house.crooked.allocators.OfAllocators;
import org.heaplab.cli.house.crooked.workloads.OfWorkloads;
import org.heaplab.cli.house.crooked.bench.OfBench;
import org.heaplab.cli.house.crooked.report.OfReport;
import org.heaplab.cli.house.crooked.cli.OfCli;

/// A class that knows one of every other room, which no class of ours may.
public record OfMeasure(
    OfAllocators allocators, OfWorkloads workloads, OfBench bench, OfReport report, OfCli cli) {}
