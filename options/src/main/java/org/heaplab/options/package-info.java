/// How allocators and workloads are named, with their options: `first-fit:order=lifo`,
/// `browser:pages=8,cache=4M`.
///
/// ```text
///    first-fit : order=lifo , trim=128K
///    ╰─ name ─╯  ╰─ option ╯  ╰ option ╯
/// ```
///
/// A catalogue splits the text with [org.heaplab.options.Specification], finds its entry by the
/// name, and checks the rest against the [org.heaplab.options.Option] list of the entry. All values
/// are checked there, so that reading one from [org.heaplab.options.Options] cannot fail.
package org.heaplab.options;
