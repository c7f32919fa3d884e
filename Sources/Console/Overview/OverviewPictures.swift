import RefusalLog

/// The overview's pictures over time, each with its numbers as a table.
struct OverviewPictures {
  private let query: OverviewQuery
  private let columns: [OverviewFigures.Column]
  private let rates: [Proportion]
  private let withheld: [ColumnChart.Part]
  private let volumes: [ColumnChart.Part]

  init(query: OverviewQuery, figures: OverviewFigures) {
    self.query = query
    let columns = figures.columns
    self.columns = columns
    rates = columns.map(\.requests.falseRefusals)
    func counts(_ count: (RefusalStats.Requests) -> Int) -> [Int] { columns.map { count($0.requests) } }
    withheld = [
      ColumnChart.Part(name: "False refusal, suspected", style: "part-false", counts: counts(\.exaggerated)),
      ColumnChart.Part(
        name: "Prompt blocked by a rule", style: "part-block", counts: counts { $0.count(.refusedPrompt) }),
      ColumnChart.Part(name: "Answer cut by a rule", style: "part-cut", counts: counts { $0.count(.cutAnswer) }),
      ColumnChart.Part(name: "Refused by the model", style: "part-right", counts: counts(\.rightRefusals)),
    ]
    volumes = [
      ColumnChart.Part(name: "Answered or refused", style: "part-allowed", counts: counts { $0.total - $0.failed }),
      ColumnChart.Part(name: "Came to no end", style: "part-failed", counts: counts(\.failed)),
    ]
  }

  var html: HTML {
    tag(.div, .class("pictures")) {
      picture(
        "False-refusal rate", "rate", wide: true,
        note: "Share of answers to prompts judged safe in which the model refused.", legend: HTML(),
        RateChart(plot: ratePlot, rates: rates).html)
      picture(
        "Withheld", "withheld", note: "Requests in which help was withheld, by who did it.",
        legend: ColumnChart(plot: withheldPlot, parts: withheld).legend,
        ColumnChart(plot: withheldPlot, parts: withheld).html)
      picture(
        "Requests", "requests", note: "All judged requests.",
        legend: ColumnChart(plot: volumePlot, parts: volumes).legend,
        ColumnChart(plot: volumePlot, parts: volumes).html)
      tag(.details, .class("as-table")) {
        tag(.summary) { "These numbers as a table" }
        table
      }
    }
  }

  private func picture(
    _ title: String, _ id: String, wide: Bool = false, note: String, legend: HTML, _ drawing: HTML
  ) -> HTML {
    tag(.figure, .class(wide ? "panel picture picture-wide" : "panel picture"), .labelledBy("\(id)-caption")) {
      tag(.figcaption, .id("\(id)-caption")) {
        tag(.h2) { title }
        tag(.p, .class("panel-note")) { note }
      }
      legend
      drawing
    }
  }

  // MARK: Grounds

  private var ratePlot: Plot {
    let highest = rates.compactMap(\.value).max()
    let scale = RateChart.scale(rates)
    return plot(
      "rate", "False-refusal rate", height: 170, scale: scale,
      tick: { NumberText.fixed($0 * 100, scale.percentDigits) + "\u{A0}%" },
      description: highest.map { "Over time, at most \(NumberText.percent($0))." } ?? "No safe prompt was answered.",
      words: { column in
        let rate = rates[column]
        guard let value = rate.value else { return "No safe prompt was answered" }
        return "\(NumberText.percent(value)): \(NumberText.grouped(rate.count)) of \(NumberText.grouped(rate.total))"
      })
  }

  private var withheldPlot: Plot { plot("withheld", "Withheld requests", of: withheld) }
  private var volumePlot: Plot { plot("requests", "Requests", of: volumes) }

  private func plot(_ id: String, _ title: String, of parts: [ColumnChart.Part]) -> Plot {
    let sums = parts.map { "\($0.name): \(NumberText.grouped($0.counts.reduce(0, +)))" }.joined(separator: "; ")
    return plot(
      id, title, height: 140, scale: ColumnChart.scale(parts), tick: NumberText.short, description: sums + ".",
      words: { column in
        parts.reversed().map { "\($0.name): \(NumberText.grouped($0.counts[column]))" }.joined(separator: "\n")
      })
  }

  private func plot(
    _ id: String, _ title: String, height: Double, scale: ChartScale, tick: @escaping (Double) -> String,
    description: String, words: @escaping (Int) -> String
  ) -> Plot {
    Plot(
      height: height, scale: scale, tick: tick, times: ChartTimes(period: query.period), starts: columns.map(\.start),
      words: words, title: title, description: description, id: id)
  }

  // MARK: Table

  private var table: HTML {
    let times = ChartTimes(period: query.period)
    let heads = [
      "False-refusal rate", "False refusals", "Safe prompts", "Blocked", "Cut", "Refused by the model", "Requests",
    ]
    return tag(.div, .class("table-frame"), Attribute("tabindex", "0"), .role("region"), .label("Numbers over time")) {
      tag(.table) {
        tag(.thead) {
          tag(.tr) {
            tag(.th, Attribute("scope", "col")) { "Time" }
            for head in heads { tag(.th, Attribute("scope", "col"), .class("number")) { head } }
          }
        }
        tag(.tbody) {
          for column in columns where column.requests.total > 0 {
            tag(.tr) {
              tag(.th, Attribute("scope", "row")) { times.name(column.start) }
              for cell in Self.cells(column.requests) { tag(.td, .class("number")) { cell } }
            }
          }
        }
      }
    }
  }

  private static func cells(_ requests: RefusalStats.Requests) -> [String] {
    let counts = [
      requests.exaggerated, requests.answeredSafe, requests.count(.refusedPrompt), requests.count(.cutAnswer),
      requests.rightRefusals, requests.total,
    ]
    return [requests.falseRefusals.value.map(NumberText.percent) ?? "–"] + counts.map(NumberText.grouped)
  }
}
