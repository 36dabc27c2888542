/// The paper: a text in LaTeX whose numbers, tables and figures are made of results.
///
/// ```text
///   sections/*.tex ──▶ source ──▶ what the text asks for
///                                        │
///   results/reference ──▶ report ──▶ values ──▶ edition ──▶ build/values.tex, tables, figures, PDF
///   references.bib, constants.csv ───────┘            └──▶ build/paper.html
/// ```
///
/// - `source` reads the text, a small part of LaTeX, and says where it types a number;
/// - `values` answers what the text asks for;
/// - `edition` writes the two editions.
package org.heaplab.paper;
