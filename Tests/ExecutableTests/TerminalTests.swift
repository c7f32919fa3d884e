import Foundation
import Testing
import evenkeel

@Suite struct TerminalTests {
  @Test("fits a table into the terminal by cutting the last column")
  func table() {
    var table = TextTable(["id", "prompt"])
    table.add(["1", String(repeating: "word ", count: 30)])
    table.add(["2", "日本語のプロンプトがここにありますがながすぎる"])
    let lines = table.text(width: 30).split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { #expect(String(line).columns <= 30, "\(line)") }
    #expect(lines[1].hasSuffix("…") && lines[2].hasSuffix("…"))
    #expect(table.text(width: nil).contains(String(repeating: "word ", count: 30)))
  }

  @Test("lines columns up where characters are wide")
  func alignment() {
    var table = TextTable(["a", "b"])
    table.add(["日本", "x"])
    table.add(["abcd", "x"])
    let lines = table.text(width: nil).split(separator: "\n").map(String.init)
    #expect(lines[1] == "日本  x" && lines[2] == "abcd  x")
  }

  @Test(
    "lets nothing through that a terminal acts upon",
    arguments: [
      ("\u{1B}[2Jgone", " [2Jgone", "clears the screen"), ("a\nb\r\tc", "a b  c", "breaks the row"),
      ("\u{202E}txt.exe", "\u{FFFD}txt.exe", "turns the text around"), ("\u{9B}31m", " 31m", "an 8-bit escape"),
      ("naïve 日本 🙂", "naïve 日本 🙂", "ordinary text stays"),
    ])
  func printable(text: String, expected: String, reason: String) {
    #expect(text.printable == expected, "\(reason)")
  }

  @Test(
    "reads points in time",
    arguments: [
      ("30m", 1_000_000_000_000 - 1_800_000), ("7d", 1_000_000_000_000 - 604_800_000),
      ("2001-09-01", 999_302_400_000), ("2001-09-01T00:00:01Z", 999_302_401_000),
      ("2001-09-01T02:00:01+02:00", 999_302_401_000), ("2001-09-01T00:00:00.250Z", 999_302_400_250),
    ] as [(String, Int64)])
  func since(text: String, expected: Int64) throws {
    #expect(try SinceText.parse(text, now: Date(timeIntervalSince1970: 1_000_000_000)) == expected)
  }

  @Test(
    "refuses what is no point in time",
    arguments: ["", "yesterday", "7", "d", "7w", "2001-13-40", "99999999999999999999d", "-7d"])
  func notSince(text: String) {
    #expect(throws: CommandFailure.self) { try SinceText.parse(text, now: Date()) }
  }
}
