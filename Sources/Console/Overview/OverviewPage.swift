import RefusalLog
import Taxonomy

/// How often help was withheld, over time and by what.
struct OverviewPage {
  var query: OverviewQuery
  var figures: OverviewFigures

  var page: Page {
    Page("Overview", section: .overview, aside: choosing, lead: lead) {
      if figures.stats.requests.total == 0 && figures.stats.records == 0 {
        emptiness
      } else {
        KeyFigures(query: query, figures: figures).html
        OverviewPictures(query: query, figures: figures).html
        tag(.div, .class("columns-2")) {
          tag(.div) { breakdowns }
          CategoryTable(categories: figures.categories, records: figures.stats.records) { category in
            Link("records", query: query.fields + [("category", category.rawValue)])
          }.html
        }
        tag(.p, .class("quiet small wide")) {
          "Times are UTC. A false refusal is suspected where the model refused, fully or in part, a prompt that the policy "
          "judged safe; bands and lines around dots are 95 % intervals. "
          tag(.a, .href(Link("records", query: query.fields))) { "All records of this time" }
        }
      }
    }
  }

  private var lead: HTML {
    HTML {
      "The last \(query.period.words)"
      for word in query.words { " · " + word }
      if !query.words.isEmpty {
        " · "
        tag(.a, .href(OverviewQuery().with { $0.period = query.period }.link)) { "show all" }
      }
    }
  }

  private var emptiness: HTML {
    tag(.div, .class("empty")) {
      tag(.p) { "No requests in the last \(query.period.words)." }
      if query.words.isEmpty {
        tag(.p) { "Point any OpenAI client at the proxy: every request that is judged counts here." }
      }
    }
  }

  // MARK: Choosing

  private var choosing: HTML {
    HTML {
      HTML.search(Link(), .class("choosing"), .data("at-once", "")) {
        tag(.input, .type("hidden"), .name("period"), .value(query.period.rawValue))
        choice("app", "All apps", figures.apps, query.app)
        choice("model", "All models", figures.models, query.model)
        choice("policy", "All policies", figures.policies, query.policy)
        tag(.button, .type("submit")) { "Show" }
      }
      tag(.nav, .label("Period")) {
        tag(.ul, .class("choices")) {
          for period in OverviewPeriod.allCases {
            tag(.li) {
              HTML(
                .a,
                [.href(query.with { $0.period = period }.link), .label("Last \(period.words)")]
                  + (period == query.period ? [.current] : []), HTML(period.rawValue))
            }
          }
        }
      }
    }
  }

  @HTMLBuilder private func choice(_ field: String, _ all: String, _ names: [String], _ chosen: String?) -> HTML {
    let names = names.filter { !$0.isEmpty }
    let shown = (chosen.map { names.contains($0) } ?? true) ? names : names + [chosen ?? ""]
    if shown.count > 1 || chosen != nil {
      tag(.select, .name(field), .label(field.prefix(1).uppercased() + field.dropFirst())) {
        tag(.option, .value("")) { all }
        for name in shown.sorted().prefix(500) {
          HTML(.option, [.value(name)] + (name == chosen ? [.selected] : []), HTML(name))
        }
      }
    }
  }

  /// What is asked for by name is one row, which says nothing.
  @HTMLBuilder private var breakdowns: HTML {
    if query.app == nil {
      breakdown("By app", "apps", figures.stats.apps) { name in query.with { $0.app = name } }
    }
    if query.model == nil {
      breakdown("By model", "models", figures.stats.models) { name in query.with { $0.model = name } }
    }
    if query.policy == nil {
      breakdown("By policy", "policies", figures.stats.policies) { name in query.with { $0.policy = name } }
    }
  }

  private func breakdown(
    _ title: String, _ id: String, _ groups: [RefusalStats.Group], _ narrowed: @escaping (String) -> OverviewQuery
  ) -> HTML {
    BreakdownTable(title: title, id: id, groups: groups, link: { narrowed($0).link }).html
  }
}
