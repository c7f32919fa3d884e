import NIOCore
import OpenAIWire
import Testing

@Suite struct HTTPFieldsTests {
  private func fields(_ lines: String...) throws -> HTTPFields {
    let head = "GET / HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    return try HTTPRequestHead(parsing: ByteBuffer(string: head)).fields
  }

  private static let names: [(HTTPFieldName, String)] = [
    (.te, "te"), (.host, "host"), (.date, "date"), (.cookie, "cookie"), (.expect, "expect"), (.server, "server"),
    (.upgrade, "upgrade"), (.trailer, "trailer"), (.connection, "connection"), (.keepAlive, "keep-alive"),
    (.setCookie, "set-cookie"), (.contentType, "content-type"), (.authorization, "authorization"),
    (.contentLength, "content-length"), (.acceptEncoding, "accept-encoding"), (.acceptLanguage, "accept-language"),
    (.contentEncoding, "content-encoding"), (.proxyConnection, "proxy-connection"),
    (.transferEncoding, "transfer-encoding"), (.proxyAuthenticate, "proxy-authenticate"),
    (.proxyAuthorization, "proxy-authorization"), (.http2Settings, "http2-settings"), (.xAPIKey, "x-api-key"),
    (.apiKey, "api-key"), (.serverTiming, "server-timing"), (.evenkeel, "x-evenkeel-action"),
  ]

  private func match(_ name: String) throws -> HTTPFieldName? {
    let head = "HTTP/1.1 200 OK\r\nX: a\r\n\(name): 0\r\n\r\n"
    // A name that frames the message needs a fitting value; only its kind matters here.
    let text = name.lowercased() == "transfer-encoding" ? head.replacing(": 0", with: ": chunked") : head
    return try HTTPResponseHead(parsing: ByteBuffer(string: text), answersHead: false).fields.fields.last?.name
  }

  @Test("every name is found in any case, and no name that differs in a letter or in length")
  func names() throws {
    #expect(Set(Self.names.map(\.0)).union([.other]) == Set(HTTPFieldName.allCases))
    for (kind, name) in Self.names {
      let mixed = String(name.enumerated().map { $0.offset % 2 == 0 ? Character($0.element.uppercased()) : $0.element })
      #expect(try match(name) == kind && match(name.uppercased()) == kind && match(mixed) == kind)
      for index in name.indices where kind != .evenkeel {
        var changed = name
        changed.replaceSubrange(index...index, with: name[index] == "z" ? "y" : "z")
        #expect(try match(changed) == .other, "\(changed)")
        changed.replaceSubrange(index...index, with: "_")
        #expect(try match(changed) == .other, "\(changed)")
      }
      #expect(try match(String(name.dropLast())) != kind || kind == .evenkeel)
      #expect(try match(name + "s") != kind || kind == .evenkeel)
    }
  }

  @Test(
    "every name that begins like this proxy's own is its own",
    arguments: [
      ("x-evenkeel-a", HTTPFieldName.evenkeel), ("X-Evenkeel-Decision", .evenkeel), ("x-evenkeel-ab", .evenkeel),
      ("x-evenkeel-" + String(repeating: "a", count: 40), .evenkeel), ("x-evenkeel-", .other),
      ("x-evenkeels-a", .other),
      ("xx-evenkeel-a", .other),
    ])
  func own(name: String, kind: HTTPFieldName) throws { #expect(try match(name) == kind) }

  @Test("values come without the blanks around them, and repeated names in order")
  func values() throws {
    let fields = try fields("Date: \t a b \t", "date:", "Date:c", "X_Y: d")
    #expect(fields.fields.filter { $0.name == .date }.map { fields.text(of: $0) } == ["a b", "", "c"])
    #expect(fields.text(.date) == "a b" && fields.text(.cookie) == nil && fields.value(.cookie) == nil)
    #expect(fields.value(.date).map { String(decoding: $0, as: UTF8.self) } == "a b")
    let last = try #require(fields.fields.last)
    #expect(last.hasUnderscore && fields.lowercasedName(of: last) == "x_y")
  }

  @Test("a field is written as one line, with its name as it came")
  func writes() throws {
    let fields = try fields("X-AbC:\ta: b ")
    var out = ByteBuffer()
    fields.write(try #require(fields.fields.last), into: &out)
    #expect(String(buffer: out) == "X-AbC: a: b\r\n")
  }

  @Test(
    "connection options are the names listed, but for the two of the connection itself",
    arguments: [
      ("Connection: keep-alive", []),
      ("Connection: Close", []),
      ("X: a", []),
      ("Connection: X-Secret", ["x-secret"]),
      ("Connection: close, \tX-A ,, Keep-Alive,te", ["x-a", "te"]),
      ("Connection: a\r\nConnection: b", ["a", "b"]),
      ("Connection: , ,", []),
    ])
  func options(line: String, options: [String]) throws { #expect(try fields(line).connectionOptions == options) }

  @Test("fields are found in a head that lies within a larger buffer")
  func slice() throws {
    var buffer = ByteBuffer(string: "xyzGET /p?q HTTP/1.1\r\nHost: abc\r\n\r\nrest")
    buffer.moveReaderIndex(forwardBy: 3)
    let length = buffer.readableBytes - 4
    let whole = try HTTPRequestHead(parsing: try #require(buffer.getSlice(at: 3, length: length)))
    buffer.moveWriterIndex(to: 3 + length)
    let moved = try HTTPRequestHead(parsing: buffer)
    for head in [whole, moved] {
      #expect(head.pathText == "/p" && head.fields.text(.host) == "abc")
      #expect(String(decoding: head.targetBytes, as: UTF8.self) == "/p?q")
    }
  }
}
