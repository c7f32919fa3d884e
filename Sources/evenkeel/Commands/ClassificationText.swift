package import Classifiers
import Foundation

/// One text's scores for people.
package enum ClassificationText {
  /// Categories below this are not listed.
  private static let leastCategory = 0.1

  /// - Parameters:
  ///   - level: the name of the threshold's level.
  ///   - isTerminal: whether words are marked by reversed colours; they stand in double brackets otherwise.
  package static func text(
    of result: ClassificationResult, prompt: String, level: String, threshold: Double, isTerminal: Bool
  ) -> String {
    var lines = [
      "prompt harm  \(number(result.promptHarm))  \(result.promptFlagged ? "flagged" : "not flagged") "
        + "(\(level): from \(number(threshold)))"
    ]
    if let attack = result.attack { lines.append("attack       \(number(attack))") }
    if let categories = result.categories {
      let worst = categories.filter { $0.value >= leastCategory }.sorted {
        $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
      }
      let listed = worst.map { "\($0.key) \(number($0.value))" }.joined(separator: ", ")
      lines.append("categories   \(listed.isEmpty ? "none from \(number(leastCategory))" : listed)")
    }
    if let spans = result.explain {
      lines.append("")
      lines.append(marked(prompt, spans, isTerminal: isTerminal))
      for span in spans.sorted(by: { $0.weight > $1.weight }).prefix(10) {
        lines.append("  \(String(format: "%+.2f", span.weight))  \(span.text.printable)")
      }
      if spans.isEmpty { lines.append("  no word by itself carried the score") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The text with the spans marked. Whatever a terminal would act upon in it is replaced first.
  package static func marked(_ text: String, _ spans: [Explanation.Span], isTerminal: Bool) -> String {
    let (open, close) = isTerminal ? ("\u{1B}[7m", "\u{1B}[27m") : ("[[", "]]")
    let scalars = Array(text.unicodeScalars)
    var marked = ""
    var end = 0
    func printable(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view).printable
    }
    for span in spans.sorted(by: { $0.start < $1.start }) where span.start >= end && span.end <= scalars.count {
      marked += printable(end..<span.start) + open + printable(span.start..<span.end) + close
      end = span.end
    }
    return marked + printable(end..<scalars.count)
  }

  private static func number(_ value: Double) -> String { String(format: "%.3f", value) }
}
