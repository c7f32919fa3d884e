import Proxy
import Testing
import evenkeel

@Suite struct DurationTextTests {
  @Test(
    "reads a number and a unit",
    arguments: [
      ("1ms", .milliseconds(1)), ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("2m", .seconds(120)),
      ("1h", .seconds(3600)), ("24h", .seconds(86_400)), ("007s", .seconds(7)),
    ] as [(String, Duration)])
  func reads(text: String, expected: Duration) throws {
    #expect(try DurationText.parse(text) == expected)
  }

  @Test(
    "refuses what is no duration or a senseless one",
    arguments: [
      ("", "nothing"), ("30", "no unit"), ("s", "no number"), ("-5s", "a sign"), ("1.5s", "a fraction"),
      ("30 s", "a blank"), ("30S", "another unit"), ("0s", "nothing would ever come in time"), ("25h", "over a day"),
      ("9223372036854775807h", "overflows"), ("99999999999999999999s", "no 64-bit number"), ("٣s", "other digits"),
    ])
  func refuses(text: String, reason: String) {
    #expect(throws: ConfigurationFault.self, "\(reason)") { try DurationText.parse(text) }
  }

  @Test("writes what it reads", arguments: ["1ms", "1500ms", "30s", "90s", "2m", "1h", "24h"])
  func writes(text: String) throws {
    let duration = try DurationText.parse(text)
    #expect(try DurationText.parse(DurationText.text(duration)) == duration)
  }
}
