extension StyleSheet {
  /// The page of a record, rules that were tried, and Try it.
  static let explanations = """
    .record-id { max-width: none; margin: 0 0 1rem; color: var(--muted); font-size: .875rem; overflow-wrap: anywhere; }
    .record-columns { display: grid; gap: 0 2.5rem; margin-top: 1.25rem; }
    @media (min-width: 56rem) { .record-columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
    .record-section > h2 { margin: 1.5rem 0 .6rem; font-size: 1.125rem; }
    .record-columns .verdicts { position: static; margin-inline: 0; padding-inline: 0; background: none; }
    .standing { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; }
    .standing p { margin: 0 0 .75rem; }
    .facts { margin: 0; }
    .facts > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .75rem; padding: .3rem 0; border-top: 1px solid var(--line); }
    .facts dt { color: var(--muted); font-size: .875rem; }
    .facts dd { margin: 0; overflow-wrap: anywhere; }
    .history { margin: 0; padding: 0; list-style: none; }
    .history > li { padding: .4rem 0; border-top: 1px solid var(--line); }
    .raw { margin: 1.5rem 0; }
    .raw > summary, .rule summary, .policy-trial > summary { cursor: pointer; }

    .rules { margin: .5rem 0 1rem; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .4rem; }
    .rule + .rule { border-top: 1px solid var(--line); }
    .rule summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; padding: .45rem .75rem; list-style: none; }
    .rule summary::-webkit-details-marker { display: none; }
    .rule-id { font-weight: 600; }
    .rule-not_met .rule-id, .rule-not_tried .rule-id, .rule-unknown .rule-id { font-weight: 400; color: var(--muted); }
    .rule-action { color: var(--muted); font-size: .875rem; margin-inline-start: auto; overflow-wrap: anywhere; }
    .rule-decided { box-shadow: inset .2rem 0 var(--accent); }
    .rule-body { padding: 0 .75rem .5rem 1rem; font-size: .9375rem; }
    .rule-place { margin: .4rem 0 0; color: var(--muted); font-size: .8125rem; }
    .exception > p { margin: .4rem 0 0; }
    .trace { margin: 0; padding: 0 0 0 .25rem; list-style: none; }
    .trace .trace { padding-inline-start: 1.5rem; }
    .trace code { overflow-wrap: anywhere; }
    .trace-input { color: var(--muted); }
    .holds { display: inline-block; min-width: 6.5rem; font-size: .8125rem; color: var(--muted); }
    .holds-yes { color: var(--good); font-weight: 600; }

    .trial-form { display: grid; gap: .85rem; }
    .trial-options { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; }
    .trial-options label { flex: 0 1 10rem; }
    .trial-options :is(input[type=text], select) { min-height: 2.3rem; width: 100%; }
    .trial-options .check { flex: 1 1 14rem; min-height: 2.25rem; }
    .trial > h2 { margin: 1.75rem 0 .6rem; }
    .marked mark { background: none; color: inherit; }
    .marked .stretch { text-decoration: underline 2px var(--warning); text-underline-offset: .25em; }
    .marked .word-some { background: var(--mark-1); }
    .marked .word-more { background: var(--mark-2); }
    .marked .word-most { background: var(--mark-3); }
    .marked .window { border-inline-start: 2px solid var(--line); padding-inline-start: .15em; }
    .marked .window-middle { background: var(--mark-1); border-color: var(--warning); }
    .marked .window-high { background: var(--mark-2); border-color: var(--bad); }
    .mark-note { margin-inline-end: .35em; padding: 0 .3em; border-radius: .2rem; font: 600 .75rem/1.4 var(--mono); color: var(--muted); background: var(--raised); }
    .policy-trial { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 .5rem; background: var(--surface); }
    .policy-trial > summary { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; padding: .6rem 1rem; }
    .policy-trial > summary strong { min-width: 9rem; }
    .policy-trial .recorded-block { margin: 0 0 .75rem; padding-inline-start: .75rem; border-inline-start: .2rem solid var(--line); }
    .policy-trial-body { padding: 0 1rem .75rem; }
    """
}
