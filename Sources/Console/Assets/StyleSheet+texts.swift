extension StyleSheet {
  /// Recorded prompts and answers, and the scores beside them.
  static let texts = """
    .talk { display: grid; gap: .75rem 1rem; }
    .said { min-width: 0; }
    .said > h2, .said > h3 {
      display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; margin: 0 0 .3rem;
      font: 600 .875rem/1.4 var(--sans); color: var(--muted);
    }
    .text {
      max-height: 22rem; overflow: auto; margin: 0; padding: .65rem .85rem; border: 1px solid var(--line);
      border-inline-start: .2rem solid var(--edge, var(--line)); border-radius: .3rem; background: var(--page);
      white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; tab-size: 4;
    }
    .said.prompt .text { --edge: var(--accent); }
    .said.delivered .text { --edge: var(--good); }
    .said > :is(h2, h3) .badge { font-weight: 400; }
    .said .recorded-block { font-size: 1rem; }
    .cut-note, .origin { color: var(--muted); font-size: .875rem; }
    .cut-note { margin: .25rem 0 0; }
    main summary { min-height: 1.6rem; padding-block: .1rem; }
    .nothing code, .facts code { overflow-wrap: anywhere; }
    .nothing { color: var(--muted); font-style: italic; }
    .said > .nothing { margin: 0; padding: .65rem 0; }
    .scores { display: flex; flex-wrap: wrap; gap: .3rem 1.75rem; margin: .85rem 0; padding: 0; list-style: none; }
    .score { display: grid; grid-template-columns: auto 6rem auto; gap: .6rem; align-items: center; font-size: .875rem; }
    .score svg { display: block; width: 100%; height: .45rem; border-radius: .25rem; }
    .score .number { font-variant-numeric: tabular-nums; }
    .track { fill: var(--track); }
    .fill { fill: var(--accent); }
    .fill.middle { fill: var(--warning); }
    .fill.high { fill: var(--bad); }
    .record-section .scores, .trial .scores { display: grid; grid-template-columns: max-content minmax(4rem, 12rem) max-content; gap: .3rem .75rem; }
    .record-section .score, .trial .score { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; }
    @media (min-width: 56rem) {
      .talk.two, .talk.three { grid-template-columns: 1fr 1fr; }
      .talk.three > :first-child { grid-column: 1 / -1; }
    }
    """
}
