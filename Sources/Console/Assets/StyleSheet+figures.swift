extension StyleSheet {
  /// Pictures and the numbers of the overview.
  static let figures = """
    .key-figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); margin: 0 0 1.25rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--surface); }
    .key { padding: 1rem 1.25rem 1.1rem; min-width: 0; }
    .key + .key { border-inline-start: 1px solid var(--line); }
    .key dt { color: var(--muted); font-size: .875rem; }
    .key dd { margin: 0; }
    .key-value { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; margin: .1rem 0 .2rem !important; font-size: 1.75rem; font-weight: 600; line-height: 1.25; letter-spacing: -.02em; font-variant-numeric: tabular-nums lining-nums; }
    .key-first .key-value { color: var(--data-false-ink); }
    .key-interval { color: var(--muted); font-size: .8125rem; font-weight: 400; letter-spacing: 0; }
    .key-words { color: var(--muted); font-size: .8125rem; line-height: 1.45; text-wrap: pretty; }
    .key-change { margin-top: .25rem !important; }
    .key-change strong { color: var(--ink); font-weight: 600; }
    .pictures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem; margin-bottom: 1.25rem; }
    .picture { display: flex; flex-direction: column; margin: 0 !important; padding-bottom: .6rem; }
    .picture-wide, .as-table { grid-column: 1 / -1; }
    .picture .plot { margin-top: auto; }
    .plot { display: grid; grid-template-columns: 44px minmax(0, 1fr); margin-inline-start: -.5rem; }
    .plot svg { display: block; overflow: visible; }
    .plot text { fill: var(--muted); font: 11.5px var(--sans); font-variant-numeric: tabular-nums lining-nums; }
    .plot-axis text { text-anchor: end; }
    .plot .time { text-anchor: middle; }
    .plot .time-first { text-anchor: start; }
    .plot .time-last { text-anchor: end; }
    .plot .rule { stroke: var(--line); }
    .plot .base, .interval .base { stroke: var(--line); }
    .plot .base { stroke: var(--line-strong); }
    .plot line, .plot rect { shape-rendering: crispEdges; }
    .plot .strip { fill: transparent; }
    .plot .strip:hover { fill: color-mix(in srgb, var(--ink) 8%, transparent); }
    .plot .rate { fill: none; stroke: var(--data-false); stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
    .plot .band { fill: var(--data-false-band); opacity: .75; }
    .plot .plot-area > svg { overflow: hidden; }
    .dot { fill: var(--data-false); }
    .whisker { stroke: var(--data-false); stroke-width: 2; opacity: .45; }
    .part-false { fill: var(--data-false); }
    .part-over { fill: var(--warning); }
    .part-block { fill: var(--data-block); }
    .part-cut { fill: var(--data-cut); }
    .part-right { fill: var(--data-right); }
    .part-allowed { fill: var(--data-allowed); }
    .part-failed { fill: var(--data-failed); }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: 0 0 .6rem; padding: 0; list-style: none; color: var(--muted); font-size: .8125rem; }
    .legend li { display: flex; align-items: center; gap: .4rem; }
    .swatch { flex: none; display: block; }
    .as-table > summary, .rest > summary { width: fit-content; color: var(--muted); font-size: .875rem; }
    .as-table .table-frame { max-height: 26rem; overflow: auto; margin-top: .5rem; padding: 0 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--surface); }
    .as-table thead th { position: sticky; top: 0; background: var(--surface); }
    .columns-2 { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem; margin-bottom: 1.25rem; }
    .columns-2 > div { display: grid; align-content: start; gap: 1.25rem; }
    .columns-2 { align-items: start; }
    .columns-2 .panel { margin: 0; }
    .breakdown { table-layout: fixed; }
    .breakdown th:first-child { width: 34%; }
    .breakdown th:nth-child(3) { width: 19%; }
    .breakdown th:nth-child(4) { width: 14%; }
    .breakdown th:nth-child(5) { width: 16%; }
    .breakdown thead th { vertical-align: bottom; white-space: normal; }
    .breakdown .name, .categories .name { overflow-wrap: anywhere; }
    .breakdown .name a, .categories .name a { color: var(--ink); text-decoration-color: var(--line-strong); }
    .breakdown .interval { padding-block: 0; vertical-align: middle; }
    .categories .bar-cell { width: 55%; padding-block: 0; vertical-align: middle; }
    .interval svg, .bar-cell svg { display: block; }
    .categories .unseen-head { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .categories + .panel-note, .table-frame + .panel-note { margin: .75rem 0 0; }
    @media (max-width: 60rem) {
      .key-figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .key:nth-child(3) { border-inline-start: 0; }
      .key:nth-child(n + 3) { border-top: 1px solid var(--line); }
      .pictures, .columns-2 { grid-template-columns: minmax(0, 1fr); }
    }
    @media (max-width: 30rem) {
      .breakdown .interval { display: none; }
      .breakdown th { width: auto !important; }
      .breakdown th:first-child { width: 34% !important; }
      .key-figures { grid-template-columns: minmax(0, 1fr); }
      .key + .key { border-inline-start: 0; border-top: 1px solid var(--line); }
      .panel { padding: .9rem 1rem 1rem; }
    }
    """
}
