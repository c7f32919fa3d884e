import Foundation

/// A probability as a bar with its number beside it.
struct ScoreBar {
  var name: String
  /// In 0...1; others are drawn as the nearest of these.
  var value: Double
  /// Whether a high value is a sign of harm, and coloured as one.
  var isHarm = true

  /// An item of a list with the class `scores`.
  var html: HTML {
    tag(.li, .class("score")) {
      tag(.span) { name }
      tag(.svg, Attribute("viewBox", "0 0 100 8"), Attribute("preserveAspectRatio", "none"), .hiddenFromReaders) {
        tag(.rect, .class("track"), Attribute("width", "100"), Attribute("height", "8"))
        tag(.rect, .class(tone), Attribute("width", width), Attribute("height", "8"))
      }
      tag(.span, .class("number")) { Self.number(value) }
    }
  }

  /// Two decimals, whatever the process's language is.
  static func number(_ value: Double) -> String {
    String(format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  private var width: String {
    String(format: "%.1f", locale: Locale(identifier: "en_US_POSIX"), min(max(value, 0), 1) * 100)
  }

  private var tone: String {
    guard isHarm else { return "fill" }
    return value >= 0.6 ? "fill high" : value >= 0.3 ? "fill middle" : "fill"
  }
}
