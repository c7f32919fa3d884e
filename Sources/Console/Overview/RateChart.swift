/// A rate over time as a line, with the band that chance leaves open around it.
struct RateChart {
  var plot: Plot
  /// A rate for each column; of nothing where nothing was.
  var rates: [Proportion]

  /// Columns with fewer cases do not stretch the axis.
  private static let steady = 20

  static func scale(_ rates: [Proportion]) -> ChartScale {
    let highest = rates.compactMap { $0.total >= steady ? $0.value : nil }.max()
    return ChartScale(highest: (highest ?? rates.compactMap(\.value).max() ?? 0) * 1.15, least: 0.02)
  }

  var html: HTML {
    plot.html {
      for run in runs { drawing(of: run) }
    }
  }

  /// Columns side by side that have a rate.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for column in rates.indices where rates[column].total > 0 {
      if let last = runs.last, last.upperBound == column {
        runs[runs.count - 1] = last.lowerBound..<(column + 1)
      } else {
        runs.append(column..<(column + 1))
      }
    }
    return runs
  }

  /// In a picture of its own that stretches: the lines of it must, and its texts are elsewhere.
  private func drawing(of run: Range<Int>) -> HTML {
    let points = run.map { (x: (plot.x($0) + plot.columnWidth / 2) * 1000, rate: rates[$0]) }
    func line(_ value: (Proportion) -> Double) -> [String] {
      points.map {
        "\(NumberText.place($0.x)),\(NumberText.place(plot.height * (1 - plot.scale.share(value($0.rate)))))"
      }
    }
    let high = line { $0.interval?.upperBound ?? 0 }
    let low = line { $0.interval?.lowerBound ?? 0 }
    let middle = line { $0.value ?? 0 }
    return HTML {
      tag(
        .svg, Attribute("y", NumberText.place(Plot.top)), Attribute("width", "100%"),
        Attribute("height", NumberText.place(plot.height)),
        Attribute("viewBox", "0 0 1000 \(NumberText.place(plot.height))"), Attribute("preserveAspectRatio", "none")
      ) {
        tag(.polygon, .class("band"), Attribute("points", (high + low.reversed()).joined(separator: " ")))
        tag(.polyline, .class("rate"), Attribute("points", middle.joined(separator: " ")))
      }
      if run.count == 1, let interval = rates[run.lowerBound].interval {
        let middle = NumberText.width(plot.x(run.lowerBound) + plot.columnWidth / 2)
        tag(
          .line, .class("whisker"), Attribute("x1", middle), Attribute("x2", middle),
          Attribute("y1", NumberText.place(plot.y(interval.upperBound))),
          Attribute("y2", NumberText.place(plot.y(interval.lowerBound))))
      }
      if run.count == 1 || rates.count <= 31 {
        for column in run {
          tag(
            .circle, .class("dot"), Attribute("cx", NumberText.width(plot.x(column) + plot.columnWidth / 2)),
            Attribute("cy", NumberText.place(plot.y(rates[column].value ?? 0))), Attribute("r", "2.5"))
        }
      }
    }
  }
}
