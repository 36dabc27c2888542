package org.heaplab.cli.house.crooked.workloads;

import org.heaplab.cli.house.crooked.allocators.OfAllocators;
import org.heaplab.cli.house.crooked.bench.OfBench;
import org.heaplab.cli.house.crooked.cli.OfCli;
import org.heaplab.cli.house.crooked.measure.OfMeasure;
import org.heaplab.cli.house.crooked.options.OfOptions;
import org.heaplab.cli.house.crooked.paper.OfPaper;
import org.heaplab.cli.house.crooked.report.OfReport;
import org.heaplab.cli.house.crooked.results.OfResults;

/// A class that knows one of every other room, which no class of ours may.
public record OfWorkloads(
    OfOptions options,
    OfAllocators allocators,
    OfResults results,
    OfMeasure measure,
    OfBench bench,
    OfReport report,
    OfCli cli,
    OfPaper paper) {}
