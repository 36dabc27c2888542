/// Workloads that a text file describes, for `heaplab generate FILE` and wherever a trace is asked
/// for.
///
/// ```text
///   heaplab workload 1                  # the first line of every specification
///   repeat = 3                          # how many times all phases come; 1 if it is not there
///
///   [sizes]                             # names for size laws
///   small = lognormal:median=27,sigma=1.1,most=16K
///   images = power:exponent=1,least=10K,most=1M
///
///   [blocks nodes]                      # a kind of blocks: how large they are, how long they live
///   size = small
///   life = phases:count=2
///
///   [blocks strings]
///   size = 24*3 32*2 64..127 small*0.5  # one or several parts with their shares
///   life = bimodal:share=0.9,short=20,long=5000
///
///   [blocks cache]
///   size = images
///   life = lru:budget=6M,spared=0.1
///
///   [phase load]                        # phases come in the order of the file
///   mallocs = 40000
///   mix = nodes*4 strings*5 cache*0.01  # how often each kind is allocated
///   live = 0 8M 8M 2M                   # if it is there: live bytes, a line through these points
///   threads = 4                         # if it is there; each allocates as often as the others
///   remote = 0.1                        # share of the blocks that another thread frees
/// ```
///
/// | size | |
/// |---|---|
/// | `24`, `4K` | always this size |
/// | `16..31` | all sizes of the range alike; several with shares are a histogram |
/// | `lognormal:median=48,sigma=1.2,most=64K` | many small sizes and a long tail |
/// | `power:exponent=1,least=8,most=64K` | a power law |
/// | `uniform:least=8,most=64K` | all sizes alike |
/// | `NAME` | the law that a line of `[sizes]` above gives this name |
/// | `24*3 NAME*2 64..127` | a mixture: parts between blanks, each with its share |
///
/// | life | freed |
/// |---|---|
/// | `fixed:mallocs=100` | so many mallocs later |
/// | `exponential:mean=1000` | as likely next whatever its age |
/// | `bimodal:share=0.9,short=20,long=20000` | most die young, the others live long |
/// | `by-size:mean=1000,at=64,exponent=0.5` | exponential; the mean grows with a power of the size |
/// | `phases:count=1` | when its phase ends, or a later one |
/// | `lru:budget=1M,spared=0` | the oldest first, when the kind has no room in its budget |
/// | `forever` | never |
///
/// Times are counted in mallocs. In a phase with `live`, blocks are freed when there are more live
/// bytes than the line has, and stay while there are fewer: the laws then decide in which order.
/// Blocks that live for phases or for ever are not freed for it.
///
/// `heaplab fit` writes specifications of another form, made of `[window N]`s:
/// [org.heaplab.workloads.synthetic.fit].
package org.heaplab.workloads.synthetic.spec;
