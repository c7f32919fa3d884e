/// Numbers over time as columns of parts, one on the other.
struct ColumnChart {
  /// A kind of what is counted.
  struct Part {
    var name: String
    /// Its class in the style sheet.
    var style: String
    /// For each column.
    var counts: [Int]
  }

  var plot: Plot
  /// The lowest first.
  var parts: [Part]

  static func scale(_ parts: [Part]) -> ChartScale {
    let columns = parts.map(\.counts.count).max() ?? 0
    let sums = (0..<columns).map { column in parts.reduce(0) { $0 + $1.counts[column] } }
    return ChartScale(highest: Double(sums.max() ?? 0), least: 4, isWhole: true)
  }

  var html: HTML {
    plot.html {
      for column in plot.starts.indices { drawing(of: column) }
    }
  }

  /// What stands for which part, the lowest first.
  var legend: HTML {
    tag(.ul, .class("legend")) {
      for part in parts {
        tag(.li) {
          tag(.svg, .class("swatch"), Attribute("width", "10"), Attribute("height", "10"), .hiddenFromReaders) {
            tag(.rect, .class(part.style), Attribute("width", "10"), Attribute("height", "10"), Attribute("rx", "2"))
          }
          part.name
        }
      }
    }
  }

  private func drawing(of column: Int) -> HTML {
    var below = 0
    var pieces: [HTML] = []
    // A gap between columns, so that they can be told apart.
    let gap = plot.columnWidth * 0.14
    for part in parts where part.counts[column] > 0 {
      let low = plot.y(Double(below))
      below += part.counts[column]
      let high = plot.y(Double(below))
      pieces.append(
        tag(
          .rect, .class(part.style), Attribute("x", NumberText.width(plot.x(column) + gap / 2)),
          Attribute("width", NumberText.width(plot.columnWidth - gap)), Attribute("y", NumberText.place(high)),
          // What is there is seen, however little it is.
          Attribute("height", NumberText.place(max(low - high, 1)))))
    }
    return HTML.joined(pieces)
  }
}
