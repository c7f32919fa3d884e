/// The ground of a picture over time: an axis with lines, times below, and a strip a column that says its numbers.
///
/// Widths are shares of the page's, so that columns stretch and texts do not.
struct Plot {
  /// Pixels of the area that values are drawn in.
  var height = 150.0
  var scale: ChartScale
  /// A value on the axis.
  var tick: (Double) -> String
  var times: ChartTimes
  var starts: [Int64]
  /// What a column's strip says when it is pointed at.
  var words: (Int) -> String
  /// What the picture is of, for those who do not see it.
  var title: String
  var description: String
  var id: String

  /// Pixels above the area, so that the highest line's number has room.
  static let top = 10.0
  private static let bottom = 24.0

  /// From the top of the picture to a value, in pixels.
  func y(_ value: Double) -> Double { Self.top + height * (1 - scale.share(value)) }

  /// The left edge of a column, as a share of the width.
  func x(_ column: Int) -> Double { Double(column) / Double(max(starts.count, 1)) }

  var columnWidth: Double { 1 / Double(max(starts.count, 1)) }

  /// The picture with what `marks` draws.
  func html(@HTMLBuilder marks: () -> HTML) -> HTML {
    let whole = NumberText.place(Self.top + height + Self.bottom)
    return tag(.div, .class("plot")) {
      tag(.svg, .class("plot-axis"), Attribute("width", "44"), Attribute("height", whole), .hiddenFromReaders) {
        for value in scale.ticks {
          tag(.text, Attribute("x", "36"), Attribute("y", NumberText.place(y(value) + 4))) { tick(value) }
        }
      }
      tag(
        .svg, .class("plot-area"), Attribute("width", "100%"), Attribute("height", whole), .role("img"),
        .labelledBy("\(id)-title \(id)-text")
      ) {
        tag(.title, .id("\(id)-title")) { title }
        tag(.desc, .id("\(id)-text")) { description }
        lines
        marks()
        timeLabels
        strips
      }
    }
  }

  private var lines: HTML {
    HTML {
      for value in scale.ticks {
        tag(
          .line, .class(value == 0 ? "base" : "rule"), Attribute("x1", "0"), Attribute("x2", "100%"),
          Attribute("y1", NumberText.place(y(value))), Attribute("y2", NumberText.place(y(value))))
      }
    }
  }

  private var timeLabels: HTML {
    HTML {
      for label in times.labels(starts) {
        let middle = x(label.column) + columnWidth / 2
        tag(
          .text, .class(middle > 0.96 ? "time time-last" : middle < 0.04 ? "time time-first" : "time"),
          Attribute("x", NumberText.width(middle > 0.96 ? 1 : middle < 0.04 ? 0 : middle)),
          Attribute("y", NumberText.place(Self.top + height + 17))
        ) { label.text }
      }
    }
  }

  private var strips: HTML {
    HTML {
      for column in starts.indices {
        tag(.g) {
          tag(.title) { "\(times.name(starts[column]))\n\(words(column))" }
          tag(
            .rect, .class("strip"), Attribute("x", NumberText.width(x(column))),
            Attribute("width", NumberText.width(columnWidth)), Attribute("y", NumberText.place(Self.top)),
            Attribute("height", NumberText.place(height)))
        }
      }
    }
  }
}
