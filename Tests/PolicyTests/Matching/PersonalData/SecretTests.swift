import Foundation
import Policy
import Testing

/// Keys are put together here and not written out, so that no scanner of repositories takes them for real ones.
@Suite struct SecretTests {
  private static let letters: [Character] = Array("aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAcCgHiKoMqPsTuVwX")

  /// `count` letters and digits without an order that repeats soon.
  private static func body(_ count: Int, from letters: [Character] = SecretTests.letters) -> String {
    String((0..<count).map { letters[($0 * 7 + $0 / 11) % letters.count] })
  }

  private static let hexadecimal: [Character] = Array("0f1e2d3c4b5a69788796")

  /// One key of each form, with the provider as reason.
  static let keys: [(key: String, provider: String)] = [
    ("AKIA" + "IOSFODNN7EXAMPLE", "Amazon Web Services, from its documentation"),
    ("ASIA" + body(16, from: Array("Q2W3E4R5T6Z7U")), "Amazon Web Services, temporary"),
    ("ghp" + "_" + body(36), "GitHub, classic"), ("gho" + "_" + body(36), "GitHub, OAuth"),
    ("github" + "_pat_" + body(22) + "_" + body(59), "GitHub, fine-grained"),
    ("glpat" + "-" + body(20), "GitLab"),
    ("xoxb" + "-123456789012-1234567890123-" + body(24), "Slack, bot"),
    ("sk" + "_live_" + body(24), "Stripe, live"), ("rk" + "_test_" + body(99), "Stripe, restricted"),
    ("sk-" + body(48), "OpenAI, older"), ("sk-proj" + "-" + body(74) + "-" + body(50), "OpenAI, project"),
    ("sk-ant" + "-api03-" + body(93) + "-" + body(2), "Anthropic"),
    ("sk-or" + "-v1-" + body(64, from: hexadecimal), "OpenRouter"), ("gsk" + "_" + body(52), "Groq"),
    ("AIza" + body(35), "Google, API key"), ("GOCSPX" + "-" + body(28), "Google, client secret"),
    ("hf" + "_" + body(34), "Hugging Face"), ("npm" + "_" + body(36), "npm"),
    ("SG." + body(22) + "." + body(43), "SendGrid"), ("dop" + "_v1_" + body(64, from: hexadecimal), "DigitalOcean"),
    ("SK" + body(32, from: hexadecimal), "Twilio"), ("shpat" + "_" + body(32, from: hexadecimal), "Shopify"),
    ("123456789" + ":AA" + body(33), "Telegram, bot"),
    ("eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0." + body(43), "JSON Web Token"),
  ]

  @Test("keys are found in prose, in quotes, in assignments, and at a sentence's end", arguments: keys)
  func findsKeys(_ key: String, _ provider: String) {
    let finder = PersonalDataFinder([.apiKey])
    for (before, after) in [("", ""), ("use ", " now"), ("\"", "\","), ("KEY=", "\n"), ("key: ", "."), ("密钥", "。")] {
      let start = before.utf8.count
      let expected = PersonalDataMatch(kind: .apiKey, range: start..<start + key.utf8.count)
      #expect(finder.find(in: before + key + after) == [expected], "\(provider): \(before)…\(after)")
    }
  }

  @Test("a key that is cut short, or that goes on, or that stands within a word is none", arguments: keys.prefix(20))
  func damagedKeys(_ key: String, _ provider: String) {
    let finder = PersonalDataFinder([.apiKey])
    #expect(finder.find(in: String(key.prefix(12))) == [], "\(provider), cut short")
    #expect(finder.find(in: key + Self.body(2_000)) == [], "\(provider), goes on")
    #expect(finder.find(in: "x" + key) == [] || provider == "Slack, bot", "\(provider), within a word")
  }

  private static func block(_ title: String, lines: [Int], by separator: String, fields: String = "") -> String {
    let body = lines.map { Self.body($0) }.joined(separator: separator)
    return "-----BEGIN \(title)-----\(separator)\(fields)\(body)\(separator)-----END \(title)-----"
  }

  static let blocks: [(block: String, reason: String)] = [
    (block("PRIVATE KEY", lines: [64], by: "\n"), "a short one"),
    (block("RSA PRIVATE KEY", lines: [64, 64, 64, 20], by: "\r\n"), "lines of Windows"),
    (block("OPENSSH PRIVATE KEY", lines: [70, 70, 70, 8], by: "\n"), "OpenSSH"),
    (block("EC PRIVATE KEY", lines: [64, 64, 3], by: "\\n"), "inside JSON"),
    (block("ENCRYPTED PRIVATE KEY", lines: [64, 64], by: " "), "in one line"),
    (block("PRIVATE KEY", lines: [64, 64, 12], by: "\n    "), "indented"),
    (
      block(
        "RSA PRIVATE KEY", lines: [64, 64], by: "\n",
        fields: "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233\n\n"), "with fields"
    ),
    (
      "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n\(body(64))\n\(body(30))\n=Ab3d\n-----END PGP PRIVATE KEY BLOCK-----",
      "OpenPGP with a checksum"
    ),
  ]

  @Test("a private key is found from its header to its footer", arguments: blocks)
  func privateKeys(_ block: String, _ reason: String) {
    let found = PersonalDataFinder([.privateKey]).find(in: "key:\n" + block + "\nDone.")
    #expect(found == [PersonalDataMatch(kind: .privateKey, range: 5..<5 + block.utf8.count)], "\(reason)")
  }

  @Test("a private key that breaks off is found as far as it goes", arguments: blocks)
  func brokenPrivateKeys(_ block: String, _ reason: String) throws {
    let end = try #require(block.range(of: "-----END"))
    let cut = String(block[..<end.lowerBound].dropLast(9))
    let found = PersonalDataFinder([.privateKey]).find(in: cut)
    #expect(found.count == 1 && found[0].range.lowerBound == 0, "\(reason)")
    #expect(found.first.map { cut.utf8.count - $0.range.upperBound } ?? .max <= 8, "\(reason)")
  }

  @Test("text behind a key without a footer is left")
  func textBehind() {
    let key = "-----BEGIN PRIVATE KEY-----\n" + Self.body(64) + "\n" + Self.body(10) + "=="
    let found = PersonalDataFinder([.privateKey]).find(in: key + "\nThat was the key.")
    #expect(found == [PersonalDataMatch(kind: .privateKey, range: 0..<key.utf8.count)])
  }

  @Test("a key longer than the bound is matched up to it")
  func longPrivateKey() {
    let block = Self.block("PRIVATE KEY", lines: Array(repeating: 64, count: 400), by: "\n")
    let bound = PersonalDataKind.privateKey.longestMatchBytes
    let found = PersonalDataFinder([.privateKey]).find(in: block)
    #expect(found.count == 1 && found[0].range.upperBound <= bound && found[0].range.upperBound > bound - 64)
    let scan = PersonalDataFinder([.privateKey]).scan(String(block.prefix(20_000)))
    #expect(scan.matches == found)
  }
}
