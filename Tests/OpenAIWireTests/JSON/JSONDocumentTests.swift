import Foundation
import NIOCore
import OpenAIWire
import Testing

@Suite struct JSONDocumentTests {
  static let accepted: [(json: String, reason: String)] = [
    ("{}", "an empty object"),
    ("[]", "an empty array"),
    (" \t\r\n0 \n", "white space around a scalar"),
    ("-0.0e-0", "a number with every part"),
    ("1e999", "a number that no double holds is still a number"),
    ("\"\"", "an empty string"),
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"", "every escape"),
    ("\"\\ud83d\\ude00\"", "a surrogate pair"),
    ("\"\u{7F}\u{2028}\u{10FFFF}\"", "DEL, a line separator and the last scalar need no escape"),
    ("\"\\u0000\"", "an escaped NUL"),
    ("{\"\":1,\" \":2}", "an empty key"),
    ("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2}}", "one key in several objects is no duplicate"),
    ("[[],[],{\"a\":[{}]}]", "empty containers inside others"),
  ]

  @Test("accepts what RFC 8259 allows", arguments: accepted)
  func accepts(row: (json: String, reason: String)) {
    #expect(throws: Never.self, "\(row.reason)") { try JSONDocument.validate(ByteBuffer(string: row.json)) }
  }

  static let refused: [(json: String, kind: JSONFault.Kind, offset: Int, reason: String)] = [
    ("", .unexpectedEnd, 0, "no document"),
    ("  ", .unexpectedEnd, 2, "white space only"),
    ("{} {}", .trailingBytes, 3, "two documents"),
    ("{}x", .trailingBytes, 2, "junk after the end"),
    ("\u{FEFF}{}", .unexpectedByte(0xEF), 0, "a byte order mark"),
    ("{\"a\":1,}", .unexpectedByte(0x7D), 7, "a comma before the end of an object"),
    ("[1,]", .unexpectedByte(0x5D), 3, "a comma before the end of an array"),
    ("[1 2]", .unexpectedByte(0x32), 3, "no comma in an array"),
    ("[,1]", .unexpectedByte(0x2C), 1, "a comma first"),
    ("{\"a\" 1}", .unexpectedByte(0x31), 5, "no colon"),
    ("{\"a\":}", .unexpectedByte(0x7D), 5, "no value"),
    ("{a:1}", .unexpectedByte(0x61), 1, "a key without quotes"),
    ("{'a':1}", .unexpectedByte(0x27), 1, "single quotes"),
    ("[1", .unexpectedEnd, 2, "an array that does not end"),
    ("{\"a\":1", .unexpectedEnd, 6, "an object that does not end"),
    ("[1}", .unexpectedByte(0x7D), 2, "brackets that do not match"),
    ("\"abc", .unexpectedEnd, 4, "a string that does not end"),
    ("\"abc\\", .unexpectedEnd, 5, "a string that ends in a backslash"),
    ("\"a\nb\"", .controlCharacter(0x0A), 2, "a line feed in a string"),
    ("\"aaaaaaaaaaaaaaaaaaaaaaaaa\u{1}\"", .controlCharacter(0x01), 26, "a control character after 16 plain bytes"),
    ("\"\\x41\"", .invalidEscape, 1, "an escape of another language"),
    ("\"\\u12g4\"", .invalidEscape, 1, "a letter that is no hexadecimal digit"),
    ("\"\\u12\"", .invalidEscape, 1, "an escape cut short"),
    ("\"\\ud800\"", .loneSurrogate, 1, "a high surrogate alone"),
    ("\"\\udc00\"", .loneSurrogate, 1, "a low surrogate alone"),
    ("\"\\ud800\\ud800\"", .loneSurrogate, 1, "two high surrogates"),
    ("\"\\ud800\\n\"", .loneSurrogate, 1, "a high surrogate before another escape"),
    ("01", .invalidNumber, 1, "a leading zero"),
    ("-", .unexpectedEnd, 1, "a sign alone"),
    ("[-]", .invalidNumber, 2, "a sign alone in an array"),
    ("1.", .unexpectedEnd, 2, "no digit after the point"),
    ("[1.e5]", .invalidNumber, 3, "no digit between point and exponent"),
    ("[1e+]", .invalidNumber, 4, "no digit in the exponent"),
    (".5", .unexpectedByte(0x2E), 0, "no digit before the point"),
    ("+1", .unexpectedByte(0x2B), 0, "a plus sign"),
    ("NaN", .unexpectedByte(0x4E), 0, "not a number"),
    ("[nul]", .invalidLiteral, 1, "a literal cut short"),
    ("trux", .invalidLiteral, 0, "a literal misspelt"),
    ("True", .unexpectedByte(0x54), 0, "a literal of another language"),
    ("[1,/**/2]", .unexpectedByte(0x2F), 3, "a comment"),
    ("{\"a\":1,\"a\":1}", .duplicateKey("a"), 7, "a duplicate with the same value"),
    ("{\"model\":1,\"mod\\u0065l\":1}", .duplicateKey("model"), 11, "a duplicate behind an escape"),
    ("{\"\\u006dodel\":1,\"model\":1}", .duplicateKey("model"), 16, "a duplicate of an escaped key"),
    ("{\"\":1,\"\":1}", .duplicateKey(""), 6, "an empty key twice"),
    ("[{\"x\":{\"b\":1,\"c\":{\"b\":1},\"b\":1}}]", .duplicateKey("b"), 25, "a duplicate deep inside"),
    ("{\"\u{E9}\":1,\"\\u00e9\":1}", .duplicateKey("\u{E9}"), 8, "a duplicate outside ASCII"),
  ]

  @Test("refuses what RFC 8259 forbids, and says where", arguments: refused)
  func refuses(row: (json: String, kind: JSONFault.Kind, offset: Int, reason: String)) {
    #expect(throws: JSONFault(row.kind, at: row.offset), "\(row.reason)") {
      try JSONDocument.validate(ByteBuffer(string: row.json))
    }
  }

  static let badUTF8: [(bytes: [UInt8], reason: String)] = [
    ([0x80], "a continuation byte alone"),
    ([0xC3], "a lead byte alone"),
    ([0xC0, 0x80], "NUL in two bytes"),
    ([0xC1, 0xBF], "an overlong two-byte form"),
    ([0xE0, 0x9F, 0xBF], "an overlong three-byte form"),
    ([0xED, 0xA0, 0x80], "a surrogate"),
    ([0xE2, 0x80], "a three-byte sequence cut short"),
    ([0xF0, 0x8F, 0xBF, 0xBF], "an overlong four-byte form"),
    ([0xF4, 0x90, 0x80, 0x80], "a scalar above the last"),
    ([0xF5, 0x80, 0x80, 0x80], "a lead byte that never occurs"),
    ([0xF0, 0x9F, 0x98], "a four-byte sequence cut short"),
    ([0xFF], "a byte that never occurs"),
  ]

  @Test("refuses malformed UTF-8 in strings and keys", arguments: badUTF8, ["", "ä", "plain text of over 16 bytes"])
  func refusesBadUTF8(row: (bytes: [UInt8], reason: String), before: String) {
    let prefix = Array("[\"\(before)".utf8)
    for (start, end) in [(prefix, "\"]"), (Array("{\"\(before)".utf8), "\":1}"), (prefix, "")] {
      #expect(throws: JSONFault(.invalidUTF8, at: start.count), "\(row.reason)") {
        try JSONDocument.validate(ByteBuffer(bytes: start + row.bytes + Array(end.utf8)))
      }
    }
  }

  @Test("reads a lone surrogate of upstream, and still refuses duplicates there")
  func lenientMode() {
    let lone = ByteBuffer(string: "[\"\\ud83d\",\"\\udc00x\"]")
    #expect(throws: Never.self) { try JSONDocument.validate(lone, mode: .lenient) }
    #expect(throws: JSONFault(.duplicateKey("a"), at: 7)) {
      try JSONDocument.validate(ByteBuffer(string: "{\"a\":1,\"a\":2}"), mode: .lenient)
    }
  }

  @Test("bounds depth and keys")
  func limits() {
    let deep = { (depth: Int) in
      ByteBuffer(string: String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }
    #expect(throws: Never.self) { try JSONDocument.validate(deep(64)) }
    #expect(throws: JSONFault(.tooDeep(limit: 64), at: 64)) { try JSONDocument.validate(deep(65)) }
    #expect(throws: JSONFault(.tooDeep(limit: 64), at: 64)) { try JSONDocument.validate(deep(100_000)) }
    let keys = ByteBuffer(string: "{\"a\":1,\"b\":2,\"c\":3}")
    #expect(throws: Never.self) { try JSONDocument.validate(keys, limits: JSONLimits(maxKeysPerObject: 3)) }
    #expect(throws: JSONFault(.tooManyKeys(limit: 2), at: 13)) {
      try JSONDocument.validate(keys, limits: JSONLimits(maxKeysPerObject: 2))
    }
  }

  @Test("finds a duplicate among 100,000 keys, wherever it stands", arguments: [0, 15, 16, 17, 31, 32, 5_000, 99_998])
  func manyKeys(repeated: Int) {
    var json = "{"
    for index in 0..<99_999 { json += "\"key\(index)\":{\"a\":\(index)}," }
    let limits = JSONLimits(maxKeysPerObject: 100_000)
    let unique = ByteBuffer(string: json + "\"last\":1}")
    #expect(throws: Never.self) { try JSONDocument.validate(unique, limits: limits) }
    let duplicate = ByteBuffer(string: json + "\"key\(repeated)\":1}")
    #expect(throws: JSONFault(.duplicateKey("key\(repeated)"), at: json.utf8.count)) {
      try JSONDocument.validate(duplicate, limits: limits)
    }
  }

  @Test("says what is wrong in one printable line")
  func descriptions() {
    let long = String(repeating: "x", count: 100)
    let rows = [
      ("{\"model\":1,\"model\":2}", "duplicate key `model` at byte 11"),
      (
        "{\"a\\u001b[31m\u{202E}`\":1,\"a\\u001b[31m\u{202E}`\":2}",
        "duplicate key `a\\u{1B}[31m\\u{202E}\\u{60}` at byte 21"
      ),
      ("{\"\(long)\":1,\"\(long)\":2}", "duplicate key `\(long.prefix(64))...` at byte 106"),
      ("\u{7}", "unexpected byte 0x07 at byte 0"),
      ("[}", "unexpected `}` at byte 1"),
    ]
    for (json, message) in rows {
      #expect {
        try JSONDocument.validate(ByteBuffer(string: json))
      } throws: { error in
        "\(error)" == message
      }
    }
  }

  @Test("accepts every random document that Foundation accepts")
  func acceptsLikeFoundation() throws {
    var random = RandomJSON(seed: 1)
    for _ in 0..<2_000 {
      let json = random.document()
      #expect(throws: Never.self, "\(json)") {
        _ = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
      }
      #expect(throws: Never.self, "\(json)") { try JSONDocument.validate(ByteBuffer(string: json)) }
    }
  }

  @Test("accepts no mutated document that Foundation refuses, and never crashes")
  func refusesLikeFoundation() throws {
    var random = RandomJSON(seed: 2)
    var refused = 0
    for _ in 0..<4_000 {
      var bytes = Array(random.document().utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random.generator) { mutate(&bytes, using: &random.generator) }
      do {
        try JSONDocument.validate(ByteBuffer(bytes: bytes))
        #expect(foundationAccepts(bytes), "\(String(decoding: bytes, as: UTF8.self))")
      } catch {
        refused += 1
      }
    }
    #expect(refused > 1_000)
  }

  /// Foundation also refuses numbers that fit no type of Swift; the grammar allows them.
  private func foundationAccepts(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      return true
    } catch {
      return "\(error)".contains("not representable")
    }
  }

  private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
    let marks = Array("\"\\{}[],:0e-.u\n\u{0}\u{1F}".utf8) + [0x80, 0xC3, 0xE2, 0xED, 0xF0, 0xFF]
    let byte =
      Bool.random(using: &generator)
      ? marks.randomElement(using: &generator) ?? 0 : .random(in: 0...255, using: &generator)
    guard !bytes.isEmpty else { return bytes.append(byte) }
    let index = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[index] = byte
    case 1: bytes.insert(byte, at: index)
    case 2: bytes.remove(at: index)
    default: bytes.removeLast(bytes.count - index)
    }
  }
}
