import RefusalLog
import Taxonomy

extension RefusalRecord {
  /// Characters of a title.
  private static let titleLength = 160

  /// The beginning of the prompt in one line, or what there is in place of one.
  var title: HTML {
    guard let prompt, contentMode != .hashed else {
      let words = prompt.map { "Prompt kept as a hash, \($0.prefix(12))…" } ?? "Prompt not kept"
      return tag(.span, .class("nothing")) { words }
    }
    // Cut before it is folded: a prompt may be long.
    let start = String(String.UnicodeScalarView(prompt.unicodeScalars.prefix(Self.titleLength * 2)))
    let line = start.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !line.isEmpty else { return tag(.span, .class("nothing")) { "Empty prompt" } }
    let scalars = line.unicodeScalars
    let isWhole = scalars.count <= Self.titleLength && start.utf8.count == prompt.utf8.count
    return HTML(isWhole ? line : String(String.UnicodeScalarView(scalars.prefix(Self.titleLength))) + "…")
  }

  /// Who asked what under which policy, in one line.
  var origin: HTML {
    tag(.span, .class("origin")) {
      HTML.recorded(app)
      if let model {
        " · "
        HTML.recorded(model)
      }
      " · policy "
      HTML.recorded(policy.name)
      " · "
      HTML.time(milliseconds)
    }
  }
}
