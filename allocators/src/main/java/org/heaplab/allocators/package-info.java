/// The things under study.
///
/// ```text
///    block ─▶ ┌──────────────┐
///             │  size        │   a very long line of a drawing, which stays as it is, whatever the width ─────────────────────────▶
///             └──────────────┘
/// ```
package org.heaplab.allocators;
