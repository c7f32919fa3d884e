/// A page of the console: what stands between the navigation and the foot.
package struct Page: Sendable {
  /// Where a page belongs in the navigation.
  package enum Section: String, CaseIterable, Sendable {
    case overview, review, policies, trial

    var title: String {
      switch self {
      case .overview: "Overview"
      case .review: "Review"
      case .policies: "Policies"
      case .trial: "Try it"
      }
    }

    var link: Link {
      switch self {
      case .overview: Link()
      case .review: Link("review")
      case .policies: Link("policies")
      case .trial: Link("try")
      }
    }
  }

  /// How wide a page's content may become.
  package enum Width: String, Sendable {
    /// For one thing to do, in the middle of the window.
    case narrow
    /// Lines stay as long as they are read well.
    case text
    /// For tables, pictures and texts side by side.
    case wide
  }

  package var title: String
  package var section: Section?
  package var width: Width = .wide
  /// Stands in the line of the heading, at its end: filters, a button.
  package var aside = HTML()
  /// One sentence below the heading.
  package var lead = HTML()
  package var body: HTML
  /// Scripts beside the console's own, in their order.
  package var scripts: [Asset] = []

  package init(
    _ title: String, section: Section?, width: Width = .wide, aside: HTML = HTML(), lead: HTML = HTML(),
    scripts: [Asset] = [], @HTMLBuilder body: () throws -> HTML
  ) rethrows {
    self.title = title
    self.section = section
    self.width = width
    self.aside = aside
    self.lead = lead
    self.scripts = scripts
    self.body = try body()
  }
}
