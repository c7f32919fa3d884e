extension StyleSheet {
  /// What is around the content: navigation, heading, foot, login.
  static let frame = """
    .skip { position: absolute; inset-inline-start: 1rem; top: -6rem; z-index: 10; padding: .5rem 1rem; background: var(--surface); border-radius: .4rem; }
    .skip:focus { top: .5rem; box-shadow: var(--shadow); }
    .bar {
      display: flex; flex-wrap: wrap; align-items: stretch; gap: 0 2rem; padding: 0 max(1.5rem, calc((100% - 76rem) / 2));
      background: var(--surface); border-bottom: 1px solid var(--line);
    }
    .brand { display: flex; align-items: center; gap: .55rem; padding: .7rem 0; color: var(--ink); font-weight: 650; letter-spacing: -.01em; text-decoration: none; }
    .emblem { width: 1.45rem; height: 1.45rem; flex: none; }
    .emblem-mast, .emblem-water { fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; }
    .emblem-water { stroke: var(--accent); opacity: .55; }
    .emblem-hull { fill: var(--accent); }
    .emblem-sail { fill: currentColor; opacity: .8; }
    .bar nav { display: flex; }
    .bar nav ul { display: flex; gap: .25rem; margin: 0; padding: 0; list-style: none; }
    .bar nav li { display: flex; }
    .bar nav a::after { content: attr(data-title); height: 0; overflow: hidden; visibility: hidden; font-weight: 600; }
    .bar nav a { display: flex; flex-direction: column; justify-content: center; padding: .7rem .8rem; color: var(--muted); text-decoration: none; border-block: 2px solid transparent; }
    .bar nav a:hover { color: var(--ink); }
    .bar nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
    .who { display: flex; align-items: center; gap: .6rem; margin-inline-start: auto; font-size: .875rem; }
    .who-name { font-weight: 600; overflow-wrap: anywhere; }
    .who-role { color: var(--muted); }
    .who form { display: flex; }
    .page { flex: 1; width: 100%; max-width: 79rem; margin: 0 auto; padding: 1.75rem 1.5rem 3rem; }
    .page-text { max-width: 48rem; }
    .page-head { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: flex-end; justify-content: space-between; margin-bottom: 1.25rem; }
    .page-aside { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
    .lead { margin: .3rem 0 0; color: var(--muted); }
    .foot { padding: 1rem max(1.5rem, calc((100% - 76rem) / 2)); color: var(--muted); font-size: .8125rem; border-top: 1px solid var(--line); }
    .page-narrow { display: flex; flex-direction: column; justify-content: center; max-width: 27rem; padding-block: 3rem 22vh; }
    .brand-line { display: flex; align-items: center; gap: .55rem; margin-bottom: 1.75rem; font-weight: 650; letter-spacing: -.01em; }
    @media (max-width: 44rem) {
      .bar { padding-inline: 1rem; gap: 0 1rem; }
      .bar nav { order: 3; width: calc(100% + 2rem); margin-inline: -1rem; padding-inline: .35rem; overflow-x: auto; border-top: 1px solid var(--line); }
      .bar nav a { padding: .55rem .65rem; white-space: nowrap; }
      .who-role { display: none; }
      .page { padding: 1.25rem 1rem 2.5rem; }
    }
    @media print {
      .bar nav, .who, .skip, .page-aside, button { display: none; }
      body { background: #fff; }
    }
    """

  /// Buttons, fields, notices, badges.
  static let controls = """
    button, input, select, textarea { font: inherit; color: inherit; }
    button, .button {
      display: inline-flex; align-items: center; gap: .4rem; padding: .4rem .85rem; border: 1px solid var(--line-strong);
      border-radius: .4rem; background: var(--surface); color: var(--ink); line-height: 1.4; cursor: pointer;
      text-decoration: none;
    }
    button:hover { background: var(--raised); }
    button:disabled { color: var(--muted); cursor: not-allowed; background: var(--raised); border-color: var(--line); }
    button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; }
    button.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
    button.plain { padding: .25rem .5rem; border-color: transparent; background: none; color: var(--accent); }
    button.plain:hover { background: var(--accent-quiet); }
    input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea {
      padding: .4rem .6rem; border: 1px solid var(--line-strong); border-radius: .4rem; background: var(--surface); line-height: 1.4;
    }
    textarea { line-height: 1.5; }
    select {
      appearance: none; padding-inline-end: 1.75rem !important; text-overflow: ellipsis;
      background: var(--surface) var(--chevron) no-repeat right .6rem center / .7rem;
    }
    input[type=radio], input[type=checkbox] { accent-color: var(--accent); }
    ::placeholder { color: var(--muted); opacity: 1; }
    .stack { display: grid; gap: .5rem; }
    .stack > label { font-weight: 600; }
    .stack > button { justify-self: start; margin-top: .5rem; }
    .command { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--surface); }
    .badge {
      display: inline-block; padding: 0 .5em; border: 1px solid var(--line); border-radius: 1em; color: var(--muted);
      background: var(--surface); font-size: .8125rem; line-height: 1.55; white-space: nowrap;
    }
    .badge-good { color: var(--good); background: var(--good-quiet); border-color: transparent; }
    .badge-warning { color: var(--warning); background: var(--warning-quiet); border-color: transparent; }
    .badge-bad { color: var(--bad); background: var(--bad-quiet); border-color: transparent; }
    .badge-accent { color: var(--accent); background: var(--accent-quiet); border-color: transparent; }
    .notice {
      display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; margin: 0 0 1rem; padding: .6rem .9rem;
      border: 1px solid var(--line); border-inline-start: .25rem solid var(--muted); border-radius: .35rem; background: var(--surface);
    }
    .notice-good { border-inline-start-color: var(--good); }
    .notice-warning { border-inline-start-color: var(--warning); }
    .notice-bad { border-inline-start-color: var(--bad); }
    .notice-accent { border-inline-start-color: var(--accent); }
    .choices { display: inline-flex; margin: 0; padding: .15rem; border-radius: .5rem; background: var(--raised); list-style: none; }
    .choices a { display: block; padding: .2rem .75rem; border-radius: .4rem; color: var(--muted); text-decoration: none; font-size: .875rem; font-variant-numeric: tabular-nums; }
    .choices a:hover { color: var(--ink); }
    .choices a[aria-current] { background: var(--surface); color: var(--ink); font-weight: 600; box-shadow: var(--shadow); }
    .choosing { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
    .choosing select { max-width: 12rem; font-size: .875rem; padding-block: .3rem; }
    .choosing.at-once button[type=submit] { display: none; }
    """

  /// Tables and sections.
  static let tables = """
    table { width: 100%; border-collapse: collapse; font-size: .875rem; }
    th, td { padding: .4rem .75rem .4rem 0; text-align: start; vertical-align: baseline; border-bottom: 1px solid var(--line); }
    th:last-child, td:last-child { padding-inline-end: 0; }
    thead th { color: var(--muted); font-weight: 500; font-size: .8125rem; }
    tbody th { font-weight: 400; }
    caption { padding: 0 0 .4rem; text-align: start; color: var(--muted); font-size: .8125rem; }
    .panel tbody tr:last-child > * { border-bottom: 0; }
    .table-frame { overflow-x: auto; }
    .panel { padding: 1.1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--surface); min-width: 0; }
    .panel + .panel { margin-top: 1.25rem; }
    .panel > h2, .panel-head h2 { margin-bottom: .2rem; }
    .panel-head { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; align-items: baseline; margin-bottom: .75rem; }
    .panel-note { margin: 0 0 .75rem; color: var(--muted); font-size: .8125rem; max-width: 60ch; }
    """
}
