import Proxy
import Testing
import evenkeel

@Suite struct SizeTextTests {
  @Test(
    "reads bytes and binary units",
    arguments: [
      ("1", 1), ("4096", 4096), ("8KiB", 8192), ("8MiB", 8_388_608), ("2GiB", 2_147_483_648),
    ])
  func reads(text: String, expected: Int) throws {
    #expect(try SizeText.parse(text) == expected)
    #expect(try SizeText.parse(SizeText.text(expected)) == expected)
  }

  @Test(
    "refuses what is no size or a senseless one",
    arguments: [
      ("", "nothing"), ("0", "bounds everything"), ("8MB", "not binary, and which is meant?"), ("8mib", "other case"),
      ("8 MiB", "a blank"), ("-1", "a sign"), ("0.5GiB", "a fraction"), ("17GiB", "over 16GiB"),
      ("9223372036854775807GiB", "overflows"), ("99999999999999999999", "no 64-bit number"),
    ])
  func refuses(text: String, reason: String) {
    #expect(throws: ConfigurationFault.self, "\(reason)") { try SizeText.parse(text) }
  }
}
