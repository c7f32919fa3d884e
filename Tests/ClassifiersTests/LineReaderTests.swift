import Classifiers
import Foundation
import Testing

@Suite struct LineReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ text: String, limit: Int = 1 << 20) throws -> [String?] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: try folder.write(text, to: "in")))
    defer { handle.closeFile() }
    let reader = LineReader(handle, limit: limit)
    var lines: [String?] = []
    while let line = try reader.next() {
      #expect(line.number == lines.count + 1)
      lines.append(line.bytes.map { String(decoding: $0, as: UTF8.self) })
    }
    return lines
  }

  @Test(
    "reads lines as they are",
    arguments: [
      ("", [], "nothing"), ("a", ["a"], "no line end"), ("a\n", ["a"], "one line"), ("\n\n", ["", ""], "empty lines"),
      ("a\n\nb", ["a", "", "b"], "an empty one between"), ("a\r\nb\n", ["a\r", "b"], "the carriage return is its own"),
    ] as [(String, [String], String)])
  func lines(text: String, expected: [String], reason: String) throws {
    #expect(try lines(text) == expected, "\(reason)")
  }

  @Test("reads lines across the pieces that it reads")
  func longLines() throws {
    let expected = (0..<40).map { String(repeating: "\($0 % 10)", count: $0 * 20_011) }
    #expect(try lines(expected.joined(separator: "\n"), limit: 1 << 30) == expected)
  }

  @Test("skips a line over the limit and goes on behind it", arguments: [11, 300_000, 900_000])
  func tooLong(length: Int) throws {
    let long = String(repeating: "x", count: length)
    #expect(try lines("a\n\(long)\nb\n\(long)", limit: 10) == ["a", nil, "b", nil])
  }
}
