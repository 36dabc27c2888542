/// Laws that random sizes and lifetimes follow, and the random numbers behind them.
///
/// ```text
///   Sampler ──▶ SizeLaw     how many bytes a request asks for
///      │
///      └──────▶ Lifetime    when its block is freed
/// ```
///
/// On every machine the same seed gives the same draws.
package org.heaplab.workloads.synthetic.law;
