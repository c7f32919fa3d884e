import Console
import Testing

@Suite struct ConsoleTokensTests {
  @Test("a token that was made lets its user in, and no other does")
  func roundTrip() throws {
    let user = ConsoleUser(name: "rita", role: .reviewer)
    let made = ConsoleTokens.make(for: user)
    let tokens = try ConsoleTokens(parsing: "# ours\n\n\(made.entry.line)  # since May\n", file: "tokens")
    #expect(tokens.user(showing: made.token) == user)
    #expect(tokens.user(showing: "") == nil)
    #expect(tokens.user(showing: made.token + "0") == nil)
    #expect(tokens.user(showing: String(made.token.dropLast())) == nil)
    #expect(!made.entry.line.contains(made.token.dropFirst(4)), "the file holds a hash only")
    #expect(made.token.count == 4 + 64)
    #expect(ConsoleTokens.make(for: user).token != made.token)
  }

  @Test(
    "a line that is not understood is refused with its place",
    arguments: [
      ("rita reviewer", "tokens:1: expected `NAME ROLE SHA256HEX`"),
      ("rita admin \(String(repeating: "0", count: 64))", "tokens:1: `admin` is no role: give `viewer` or `reviewer`"),
      ("rita viewer 00", "tokens:1: expected a SHA-256 of 64 hexadecimal digits"),
      ("ri<ta viewer \(String(repeating: "0", count: 64))", "tokens:1: \(ConsoleTokens.nameRule)"),
      (
        "a viewer \(String(repeating: "0", count: 64))\na viewer \(String(repeating: "1", count: 64))",
        "tokens:2: the name `a` occurs twice"
      ),
    ])
  func faults(text: String, message: String) throws {
    let fault = #expect(throws: ConsoleTokensFault.self) { try ConsoleTokens(parsing: text, file: "tokens") }
    #expect(fault?.description == message)
  }

  @Test("a file without users lets nobody in and is no fault")
  func empty() throws {
    #expect(try ConsoleTokens(parsing: "# nobody yet\n", file: "tokens").entries.isEmpty)
  }
}
