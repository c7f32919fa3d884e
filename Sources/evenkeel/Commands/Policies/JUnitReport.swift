import Foundation
import Policy

/// The results of tests as the XML that JUnit made common and build servers read.
package enum JUnitReport {
  /// Unicode scalars of a prompt in a test's name.
  private static let nameLength = 120

  package static func xml(_ suites: [PolicyTestSuite]) -> String {
    let results = suites.flatMap(\.results)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"evenkeel policy test\"\(counts(results))>\n"
    for suite in suites {
      text += "  <testsuite name=\"\(escaped(suite.policy))\"\(counts(suite.results))>\n"
      for result in suite.results { text += testCase(result, policy: suite.policy) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func testCase(_ result: PolicyTestSuite.Result, policy: String) -> String {
    let test = result.test
    let subject =
      test.response.map { "the answer \(shortened($0)) to \(shortened(test.prompt))" } ?? shortened(test.prompt)
    let (file, line) = test.position
    let name = escaped("\(line): \(subject) is \(test.expected)")
    let start =
      "    <testcase classname=\"\(escaped(policy))\" name=\"\(name)\" file=\"\(escaped(file))\" line=\"\(line)\" "
      + "time=\"\(seconds(result.seconds))\""
    guard let failure = result.failure else { return start + "/>\n" }
    return start + ">\n      <failure message=\"\(escaped("should be \(failure.expected) and is \(failure.got)"))\">"
      + "\(escaped(failure.description))</failure>\n    </testcase>\n"
  }

  private static func counts(_ results: [PolicyTestSuite.Result]) -> String {
    let failures = results.count { $0.failure != nil }
    let time = seconds(results.reduce(0) { $0 + $1.seconds })
    return " tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\" time=\"\(time)\""
  }

  private static func seconds(_ value: Double) -> String {
    String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  private static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= nameLength ? text : String(String.UnicodeScalarView(scalars.prefix(nameLength))) + "…"
  }

  /// For attributes and content alike. What XML 1.0 cannot hold becomes U+FFFD, and line ends stay what they are.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22: result += "&quot;"
      case 0x09, 0x0A, 0x0D: result += "&#\(scalar.value);"
      case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
