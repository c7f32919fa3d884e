extension StyleSheet {
  /// The pages of the policies.
  static let policies = """
    .panel-title { margin-bottom: .6rem !important; }
    .state { margin-bottom: .25rem; max-width: none; }
    .notice-body { flex-basis: 100%; }
    .faults { margin: .25rem 0 0; padding: 0; list-style: none; font-size: .875rem; }
    .faults li { padding: .25rem 0; overflow-wrap: anywhere; }
    .fault-place { color: var(--muted); }
    .policies th[scope=row] { white-space: nowrap; font-weight: 600; }
    .policies td:nth-child(2) { width: 45%; min-width: 14rem; }
    .policy-facts { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 0 0 1.25rem; }
    .policy-facts dt { color: var(--muted); font-size: .8125rem; }
    .policy-facts dd { margin: 0; overflow-wrap: anywhere; }
    .rule-table th[scope=row] { overflow-wrap: anywhere; font-weight: 600; }
    .rule-table td, .tests td { overflow-wrap: anywhere; }
    .rule-table { table-layout: fixed; min-width: 36rem; }
    .rule-table th:first-child { width: 20%; }
    .rule-table th:last-child { width: 26%; }
    .tests td:first-child { white-space: nowrap; }
    .tests td:first-child p { white-space: normal; margin: .25rem 0 0; }
    .tests td:nth-child(2) { width: 55%; }
    .tests td:last-child { white-space: nowrap; }
    .test-answer { margin: .25rem 0 0; max-width: none; }
    .changes, .changes ul { margin: 0; padding: 0; list-style: none; }
    .changes > li { padding: .4rem 0; border-top: 1px solid var(--line); }
    .changes > li:first-child { border-top: 0; }
    .changes ul { padding-inline-start: 1.25rem; }
    .changes ul li { padding: .2rem 0; }
    .change { display: inline-block; min-width: 4.75rem; color: var(--muted); font-size: .8125rem; }
    .change-added { color: var(--good); }
    .change-removed { color: var(--bad); }
    .change-changed { color: var(--warning); }
    .change-details { margin: .1rem 0 .25rem; font: .8125rem/1.55 var(--mono); }
    .change-details > div { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
    .change-details dt { min-width: 6rem; color: var(--muted); font-family: var(--sans); }
    .change-details dd { margin: 0; overflow-wrap: anywhere; }
    del, ins { padding: .05em .3em; border-radius: .2rem; text-decoration: none; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
    del { color: var(--bad); background: var(--bad-quiet); text-decoration: line-through; text-decoration-thickness: 1px; }
    ins { color: var(--good); background: var(--good-quiet); }
    """
}
