package org.heaplab.cli.house.crooked.allocators;

import org.heaplab.cli.house.crooked.bench.OfBench;
import org.heaplab.cli.house.crooked.cli.OfCli;
import org.heaplab.cli.house.crooked.measure.OfMeasure;
import org.heaplab.cli.house.crooked.options.OfOptions;
import org.heaplab.cli.house.crooked.paper.OfPaper;
import org.heaplab.cli.house.crooked.report.OfReport;
import org.heaplab.cli.house.crooked.results.OfResults;
import org.heaplab.cli.house.crooked.workloads.OfWorkloads;

/// A class that knows one of every other room, which no class of ours may.
public record OfAllocators(
    OfOptions options,
    OfWorkloads workloads,
    OfResults results,
    OfMeasure measure,
    OfBench bench,
    OfReport report,
    OfCli cli,
    OfPaper paper) {}
