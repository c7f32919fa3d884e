/// The parts of the style sheet, in the order in which they count.
enum StyleSheet {
  /// Colours. Each text colour has a contrast of 4.5 or more against each ground that it stands on, in both schemes.
  static let colours = """
    :root {
      color-scheme: light dark;
      --page: #faf9f6; --surface: #ffffff; --raised: #f1efe9; --track: #e7e4dc;
      --line: #e2dfd6; --line-strong: #8d8a82;
      --ink: #1d2125; --muted: #595f66;
      --accent: #1a5a86; --accent-ink: #ffffff; --accent-quiet: #e4eef5;
      --good: #25693a; --good-quiet: #e5f1e7;
      --warning: #8a4b08; --warning-quiet: #fbeedb;
      --bad: #a12d24; --bad-quiet: #fbe6e3;
      --mark-1: #fbf0c9; --mark-2: #fadc9b; --mark-3: #f6c27a;
      --data-false: #c4560e; --data-false-ink: #a8460a; --data-false-band: #f3d9c4; --data-block: #35678f; --data-cut: #5f93bb;
      --data-right: #8a9096; --data-allowed: #93928e; --data-failed: #a0584f;
      --shadow: 0 1px 2px rgb(30 28 20 / .05), 0 6px 20px -12px rgb(30 28 20 / .18);
      --chevron: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 8' fill='none' stroke='%23595f66' stroke-width='1.8' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m1.5 1.5 4.5 4.5 4.5-4.5'/%3E%3C/svg%3E");
      --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Inter, Roboto, "Noto Sans", "Helvetica Neue", Arial,
        "Liberation Sans", sans-serif;
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "Liberation Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #14171a; --surface: #1b1f23; --raised: #24292e; --track: #2d3339;
        --line: #2c3238; --line-strong: #7b858e;
        --ink: #e6e8ea; --muted: #a0a8b0;
        --accent: #82bbe4; --accent-ink: #0d1a24; --accent-quiet: #1a2f3f;
        --good: #83c998; --good-quiet: #172b1e;
        --warning: #e8b36a; --warning-quiet: #33260f;
        --bad: #f19a8e; --bad-quiet: #3a1d1a;
        --mark-1: #3b3314; --mark-2: #574416; --mark-3: #75541a;
        --data-false: #f0863f; --data-false-ink: #f4975a; --data-false-band: #4a2f1c; --data-block: #6ba3d0; --data-cut: #4d7ba3;
        --data-right: #6d767e; --data-allowed: #65717b; --data-failed: #b5786f;
        --shadow: 0 1px 2px rgb(0 0 0 / .35);
        --chevron: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 8' fill='none' stroke='%23a0a8b0' stroke-width='1.8' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m1.5 1.5 4.5 4.5 4.5-4.5'/%3E%3C/svg%3E");
      }
    }
    """

  /// Type and the elements themselves.
  static let base = """
    *, *::before, *::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; overflow-y: scroll; }
    body {
      margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--page); color: var(--ink);
      font: .9375rem/1.55 var(--sans); font-kerning: normal; text-rendering: optimizeLegibility;
      -webkit-font-smoothing: antialiased; hanging-punctuation: first last;
    }
    h1, h2, h3, h4 { margin: 0; font-weight: 650; line-height: 1.25; text-wrap: balance; }
    h1 { font-size: 1.5rem; letter-spacing: -.015em; }
    h2 { font-size: 1.0625rem; letter-spacing: -.005em; }
    h3 { font-size: .9375rem; }
    p { margin: 0 0 .75rem; text-wrap: pretty; max-width: 70ch; }
    a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); }
    a:hover { text-decoration-color: currentColor; }
    code, pre, samp { font-family: var(--mono); font-size: .875em; }
    pre { margin: 0 0 .75rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
    small, .small { font-size: .8125rem; }
    strong { font-weight: 650; }
    hr { border: 0; border-top: 1px solid var(--line); }
    .quiet { color: var(--muted); }
    p.wide { max-width: none; }
    .number, td.number, th.number { font-variant-numeric: tabular-nums lining-nums; text-align: end; white-space: nowrap; }
    .recorded { unicode-bidi: isolate; overflow-wrap: anywhere; }
    .recorded-block { white-space: pre-wrap; }
    .unseen {
      position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
    main:focus { outline: none; }
    summary { cursor: pointer; }
    summary::marker { color: var(--muted); }
    @media (prefers-reduced-motion: no-preference) {
      a, button, input, select, textarea, summary { transition: background-color .12s, border-color .12s, color .12s; }
    }
    """
}
