/// A browser and what somebody does with it.
///
/// ```text
///    BrowsingSession ── who browses: links, back, tabs
///      ├── BrowserTab ── pages that can be gone back to
///      │     └── OpenPage ── nodes, strings, styles, boxes, temporaries
///      │           └── ScriptHeap
///      ├── ImageDecoder ── compressed buffer ─▶ bitmap ─▶ scaled copy
///      ├── BlockCache ── what outlives its page, under a budget
///      └── BrowserMemory ── the limit of live bytes
/// ```
package org.heaplab.workloads.synthetic.browser;
