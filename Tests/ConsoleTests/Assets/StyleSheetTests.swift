import Console
import Foundation
import Testing

@Suite struct StyleSheetTests {
  /// The colours of the light and of the dark scheme, by name.
  private static func schemes() -> [[String: String]] {
    let parts = Asset.styleSheet.content.components(separatedBy: "@media (prefers-color-scheme: dark)")
    return parts.prefix(2).map { part in
      Dictionary(
        part.matches(of: /--([a-z0-9-]+): #([0-9a-f]{6});/).map { (String($0.1), String($0.2)) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// WCAG 2.2's relative luminance.
  private static func luminance(_ colour: String) -> Double {
    let channels = [0, 2, 4].map { start -> Double in
      let digits = colour.dropFirst(start).prefix(2)
      let share = Double(Int(digits, radix: 16) ?? 0) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private static func contrast(_ first: String, _ second: String) -> Double {
    let (left, right) = (luminance(first), luminance(second))
    return (max(left, right) + 0.05) / (min(left, right) + 0.05)
  }

  @Test("texts can be read on every ground that they stand on, in both schemes: 4.5 to 1 and more")
  func texts() throws {
    let pairs =
      ["ink", "muted", "accent", "good", "warning", "bad", "data-false-ink"].flatMap { text in
        ["page", "surface", "raised"].map { (text, $0) }
      } + [
        ("good", "good-quiet"), ("warning", "warning-quiet"), ("bad", "bad-quiet"), ("accent", "accent-quiet"),
        ("accent-ink", "accent"), ("ink", "mark-3"), ("muted", "mark-1"),
      ]
    for scheme in Self.schemes() {
      for (text, ground) in pairs {
        let (one, other) = (try #require(scheme[text], "\(text)"), try #require(scheme[ground], "\(ground)"))
        #expect(Self.contrast(one, other) >= 4.5, "\(text) on \(ground)")
      }
    }
  }

  @Test("parts of pictures and the edges of fields are seen: 3 to 1 and more")
  func graphics() throws {
    let parts = ["line-strong", "false", "block", "cut", "right", "allowed", "failed"].map {
      $0 == "line-strong" ? $0 : "data-" + $0
    }
    for scheme in Self.schemes() {
      for part in parts {
        let (one, other) = (try #require(scheme[part], "\(part)"), try #require(scheme["surface"]))
        #expect(Self.contrast(one, other) >= 3, "\(part)")
      }
    }
  }

  @Test("every colour that is used is one of the sheet's own, and nothing is fetched from elsewhere")
  func variables() {
    let sheet = Asset.styleSheet.content
    let defined = Set(sheet.matches(of: /--([a-z0-9-]+):/).map { String($0.1) })
    let used = Set(sheet.matches(of: /var\(--([a-z0-9-]+)/).map { String($0.1) })
    #expect(used.subtracting(defined).isEmpty, "\(used.subtracting(defined).sorted())")
    #expect(sheet.matches(of: /url\(\s*"?(?!"?data:image\/svg)/).isEmpty && !sheet.contains("@import"))
    #expect(sheet.components(of: "{") == sheet.components(of: "}"))
  }
}
