extension StyleSheet {
  /// The review queue, lists of records, and the form of a review.
  static let review = """
    .queue-progress {
      display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; margin: 0 0 1rem; max-width: none;
      color: var(--muted); font-size: .875rem; font-variant-numeric: tabular-nums;
    }
    .queue-progress progress {
      flex: 0 1 20rem; min-width: 8rem; height: .5rem; border: 0; border-radius: .25rem; overflow: hidden;
      appearance: none; background: var(--track);
    }
    .queue-progress ::-webkit-progress-bar { background: var(--track); }
    .queue-progress ::-webkit-progress-value { background: var(--accent); }
    .queue-progress ::-moz-progress-bar { background: var(--accent); }
    .review-status { position: sticky; top: 0; z-index: 2; }
    .review-status .notice { margin: 0 0 .75rem; }
    form.inline { display: inline; }

    .filters { margin: 0 0 1rem; }
    .filters > summary { width: fit-content; cursor: pointer; color: var(--muted); overflow-wrap: anywhere; }
    .filter-form { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem 1rem; padding: .75rem 0; }
    .filter-form label, .trial-form label, .labels details label { display: grid; gap: .2rem; }
    .filter-form label > span, .trial-form label > span, .labels details label > span { font-size: .875rem; color: var(--muted); }
    .filter-form input, .filter-form select { width: 100%; min-width: 0; }
    .filter-buttons { display: flex; gap: 1rem; align-items: center; align-self: end; }

    .queue { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .5rem; background: var(--surface); }
    .queue > li + li { border-top: 1px solid var(--line); }
    .item > summary {
      display: grid; grid-template-columns: 1rem minmax(0, 1fr) auto; gap: .25rem .6rem; align-items: center;
      padding: .6rem 1rem; border-radius: .5rem; cursor: pointer; list-style: none;
    }
    .item { scroll-margin-top: 4.25rem; }
    .item > summary:focus-visible { outline-offset: -3px; border-radius: .5rem; }
    .item > summary::-webkit-details-marker { display: none; }
    .item > summary::before { content: ""; width: 0; height: 0; border: .3rem solid transparent; border-inline-start-color: var(--muted); border-inline-end: 0; }
    .item[open] > summary::before { transform: rotate(90deg); }
    .item > summary:hover { background: var(--raised); }
    .item-title { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
    .item[open] > summary .item-title { font-weight: 600; white-space: normal; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
    .item[data-state] .item-title { color: var(--muted); font-weight: 400; }
    .item-marks { display: flex; flex-wrap: wrap; gap: .3rem; justify-content: flex-end; }
    .item-body { padding: 0 1rem; }
    .item-body .finding { margin: .25rem 0 .75rem; max-width: none; }
    .item-links { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; max-width: none; margin: .5rem 0; font-size: .875rem; color: var(--muted); }
    .item-body .history { margin: .75rem 0 0; }
    .queue-more { margin: 1rem 0; display: flex; gap: 1.5rem; }
    .empty { padding: 3rem 1rem; text-align: center; color: var(--muted); border: 1px dashed var(--line); border-radius: .5rem; }

    .label-fields { border-top: 1px solid var(--line); padding-top: .75rem; }
    .labels fieldset { min-width: 0; margin: 0 0 .6rem; padding: 0; border: 0; }
    .labels legend { padding: 0; margin: 0 0 .35rem; font-size: .875rem; color: var(--muted); }
    .types { display: flex; flex-wrap: wrap; gap: .4rem; }
    .types label {
      position: relative; display: inline-flex; align-items: center; gap: .4rem; padding: .2rem .7rem .2rem .5rem;
      border: 1px solid var(--line); border-radius: 1rem; font-size: .875rem; cursor: pointer; background: var(--surface);
    }
    .types label:hover { border-color: var(--muted); }
    .types input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
    .types label:has(:checked) { background: var(--ink); border-color: var(--ink); color: var(--page); }
    .types label.no-type:has(:checked) { background: var(--raised); border-color: var(--muted); color: var(--ink); }
    .types label:has(:checked):not(.no-type) kbd { background: transparent; border-color: currentColor; color: inherit; }
    .types label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
    .labels textarea, .trial-form textarea { width: 100%; resize: vertical; }
    .more-words > summary { width: fit-content; cursor: pointer; font-size: .875rem; color: var(--muted); }
    .more-words[open] { display: grid; gap: .6rem; }
    .verdicts {
      position: sticky; bottom: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem -1rem 0;
      padding: .75rem 1rem; background: var(--surface); border-radius: 0 0 .5rem .5rem;
    }
    .verdict { display: inline-flex; gap: .5rem; align-items: center; padding: .5rem 1rem; font-weight: 600; }
    kbd {
      display: inline-block; min-width: 1.35em; padding: 0 .3em; border: 1px solid var(--line); border-bottom-width: 2px;
      border-radius: .25rem; background: var(--page); color: var(--muted); font: 600 .75rem/1.5 var(--mono); text-align: center;
    }
    dialog { width: min(46rem, calc(100vw - 2rem)); max-width: none; padding: 1.5rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--surface); color: var(--ink); }
    dialog::backdrop { background: rgb(0 0 0 / .45); }
    .keys-columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0 1.5rem; margin: .75rem 0; }
    .keys { margin: 0; }
    dialog .check { margin: 0 0 1rem; }
    .item-links kbd { margin-inline-start: .4rem; }
    .keys > div { display: grid; grid-template-columns: 2.5rem 1fr; gap: .5rem; padding: .2rem 0; }
    .keys dd { margin: 0; }
    .check { display: flex !important; gap: .5rem; align-items: center; }
    .item-label.false_refusal { color: var(--warning); border-color: currentColor; }
    .item-label.right_refusal { color: var(--good); border-color: currentColor; }
    @media (max-width: 40rem) {
      .item > summary { grid-template-columns: 1rem minmax(0, 1fr); padding-inline: .75rem; }
      .item-marks { grid-column: 2; justify-content: flex-start; }
      .item-body { padding-inline: .75rem; }
      .verdicts { margin-inline: -.75rem; padding-inline: .75rem; }
      .verdict { flex: 1 1 auto; justify-content: center; padding-inline: .5rem; }
      .labels kbd { display: none; }
      .types label { padding-inline: .7rem; }
    }
    """
}
