package org.heaplab.cli.house.crooked.cli;

import org.heaplab.cli.house.crooked.allocators.OfAllocators;
import org.heaplab.cli.house.crooked.bench.OfBench;
import org.heaplab.cli.house.crooked.measure.OfMeasure;
import org.heaplab.cli.house.crooked.options.OfOptions;
import org.heaplab.cli.house.crooked.paper.OfPaper;
import org.heaplab.cli.house.crooked.report.OfReport;
import org.heaplab.cli.house.crooked.results.OfResults;
import org.heaplab.cli.house.crooked.workloads.OfWorkloads;

/// A class that knows one of every other room, which no class of ours may.
public record OfCli(
    OfOptions options,
    OfAllocators allocators,
    OfWorkloads workloads,
    OfResults results,
    OfMeasure measure,
    OfBench bench,
    OfReport report,
    OfPaper paper) {}
