/// The elements that pages are made of. Those whose content a browser reads as code, `script` and `style`, are not among
/// them: pages link to assets.
package enum Tag: String, Sendable, CaseIterable {
  // The page
  case html, head, title, meta, link, body, header, footer, main, nav, section, article, aside, div, span
  // Texts
  case h1, h2, h3, h4, p, pre, code, kbd, blockquote, em, strong, small, mark, abbr, bdi, time, br, hr, a, q, s, ins,
    del
  // Lists and tables
  case ul, ol, li, dl, dt, dd, table, caption, colgroup, col, thead, tbody, tfoot, tr, th, td
  // Forms
  case form, fieldset, legend, label, input, button, select, optgroup, option, textarea, output, progress, meter
  case details, summary, dialog, template
  // Figures
  case figure, figcaption, img, svg, g, path, line, rect, circle, polyline, polygon, text, tspan, desc, defs, use,
    symbol

  /// Whether it has neither content nor an end.
  var isVoid: Bool {
    switch self {
    case .meta, .link, .br, .hr, .col, .input, .img: true
    default: false
    }
  }
}
