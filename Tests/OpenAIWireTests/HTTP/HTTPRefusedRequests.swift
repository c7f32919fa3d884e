import Testing

/// Requests that are refused, each with the reason why: mostly what request smuggling has been made of.
enum HTTPRefusedRequests {
  struct Row: CustomTestStringConvertible, Sendable {
    var reason: String
    var request: String
    var testDescription: String { reason }

    init(_ reason: String, _ request: String) {
      self.reason = reason
      self.request = request
    }
  }

  private static func line(_ reason: String, _ line: String) -> Row { Row(reason, line + "\r\nHost: a\r\n\r\n") }

  private static func field(_ reason: String, _ fields: String) -> Row {
    Row(reason, "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\nabcde0\r\n\r\n")
  }

  private static func chunks(_ reason: String, _ chunks: String) -> Row {
    Row(reason, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
  }

  static let framing: [Row] = [
    field("a length and chunks: CL.TE", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
    field("chunks and a length: TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
    field("two lengths that differ", "Content-Length: 5\r\nContent-Length: 6"),
    field("two lengths that agree", "Content-Length: 5\r\nContent-Length: 5"),
    field("two lengths in one field", "Content-Length: 5, 5"),
    field("a plus sign", "Content-Length: +1"),
    field("a minus sign", "Content-Length: -1"),
    field("two numbers", "Content-Length:  1 1"),
    field("an empty length", "Content-Length:"),
    field("a blank length", "Content-Length: \t "),
    field("a hexadecimal length", "Content-Length: 0x5"),
    field("a length of hexadecimal digits", "Content-Length: A"),
    field("an underscore in a length", "Content-Length: 1_0"),
    field("a fraction", "Content-Length: 5.0"),
    field("a length that overflows 64 bits to 5", "Content-Length: 18446744073709551621"),
    field("a length of 19 digits", "Content-Length: 0000000000000000005"),
    field("digits that are not ASCII", "Content-Length: \u{0665}"),
    field("a tab after the length", "Content-Length: 5\t"),
    field("chunked, then identity", "Transfer-Encoding: chunked, identity"),
    field("identity, then chunked", "Transfer-Encoding: identity, chunked"),
    field("identity", "Transfer-Encoding: identity"),
    field("gzip, then chunked", "Transfer-Encoding: gzip, chunked"),
    field("chunked twice in one field", "Transfer-Encoding: chunked, chunked"),
    field("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
    field("chunked, then another coding", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
    field("a vertical tab before chunked", "Transfer-Encoding: \u{B}chunked"),
    field("a parameter of chunked", "Transfer-Encoding: chunked;a=b"),
    field("quotation marks", "Transfer-Encoding: \"chunked\""),
    field("a longer word", "Transfer-Encoding: xchunked"),
    field("an empty coding", "Transfer-Encoding:"),
    field("a Kelvin sign, which Unicode lower-cases to `k`", "Transfer-Encoding: chun\u{212A}ed"),
    Row("chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
  ]

  static let lines: [Row] = [
    field("a folded line", "X: a\r\n b"),
    field("a line folded by a tab", "X: a\r\n\tb"),
    Row("a fold before the first field", "GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"),
    field("a blank before the colon", "Transfer-Encoding : chunked"),
    field("a tab before the colon", "Content-Length\t: 5"),
    field("no colon", "X"),
    field("no name", ": a"),
    field("a byte in the name that is no token byte", "X@Y: a"),
    field("a name that is not ASCII", "X\u{E4}: a"),
    field("LF alone after a field", "X: a\nContent-Length: 5"),
    field("CR alone in a value", "X: a\rContent-Length: 5"),
    field("CR CR LF", "X: a\r"),
    field("NUL in a value", "X: a\0b"),
    field("NUL in a name", "X\0: a"),
    field("DEL in a value", "X: a\u{7F}"),
    field("a control byte in a value", "X: a\u{1}"),
    Row("LF alone after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n"),
    Row("CR alone before the empty line's LF", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n"),
    field("129 fields", (0..<128).map { "X\($0): a" }.joined(separator: "\r\n")),
    field("an expectation that is not known", "Expect: 200-ok"),
    field("two hosts", "Host: b"),
    field("two hosts that agree", "Host: a"),
    Row("no host in HTTP/1.1", "GET / HTTP/1.1\r\n\r\n"),
    Row("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
    Row("a blank at the start", " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Row("LF alone at the start", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Row("CR alone at the start", "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Row("NUL at the start", "\0"),
    Row("the first byte of TLS", "\u{16}"),
  ]

  static let requestLines: [Row] = [
    line("HTTP/0.9", "GET /"),
    line("HTTP/0.9 in words", "GET / HTTP/0.9"),
    line("HTTP/1.2", "GET / HTTP/1.2"),
    line("HTTP/2.0", "GET / HTTP/2.0"),
    line("HTTP/1.10", "GET / HTTP/1.10"),
    line("HTTP/11", "GET / HTTP/11"),
    line("lower-case http", "GET / http/1.1"),
    line("HTTP/2's preface", "PRI * HTTP/2.0"),
    line("two blanks before the target", "GET  / HTTP/1.1"),
    line("two blanks before the version", "GET /  HTTP/1.1"),
    line("a blank after the version", "GET / HTTP/1.1 "),
    line("a tab for a blank", "GET\t/ HTTP/1.1"),
    line("a blank in the target", "GET /a b HTTP/1.1"),
    line("no method", "/ HTTP/1.1"),
    line("a method that is no token", "G(T / HTTP/1.1"),
    line("absolute-form", "GET http://a/ HTTP/1.1"),
    line("authority-form", "CONNECT a:443 HTTP/1.1"),
    line("CONNECT of a path", "CONNECT / HTTP/1.1"),
    line("asterisk-form", "OPTIONS * HTTP/1.1"),
    line("a target without its slash", "GET v1/models HTTP/1.1"),
    line("a fragment", "GET /#a HTTP/1.1"),
    line("a fragment in the query", "GET /?a#b HTTP/1.1"),
    line("NUL in the target", "GET /\0 HTTP/1.1"),
    line("a target that is not ASCII", "GET /\u{E4} HTTP/1.1"),
    line("DEL in the target", "GET /\u{7F} HTTP/1.1"),
    line("two dots at the end", "GET /v1/.. HTTP/1.1"),
    line("two dots within", "GET /v1/../admin HTTP/1.1"),
    line("two dots before a query", "GET /v1/..?a HTTP/1.1"),
    line("one dot at the end", "GET /v1/. HTTP/1.1"),
    line("one dot within", "GET /./v1 HTTP/1.1"),
    line("dots with parameters, which some servers drop", "GET /v1/..;a/admin HTTP/1.1"),
    line("encoded dots", "GET /v1/%2e%2E/admin HTTP/1.1"),
    line("half-encoded dots", "GET /v1/.%2e/admin HTTP/1.1"),
    line("dots before an encoded slash", "GET /v1/..%2fadmin HTTP/1.1"),
    line("dots after an encoded slash", "GET /v1/models%2F.. HTTP/1.1"),
    line("dots between encoded slashes", "GET /v1/models/a%2F.%2fb HTTP/1.1"),
    line("a backslash", "GET /v1/..\\admin HTTP/1.1"),
    line("an encoded backslash", "GET /v1/%5c HTTP/1.1"),
    line("an encoded NUL", "GET /v1%00 HTTP/1.1"),
    line("an encoded CRLF", "GET /v1%0d%0aX: HTTP/1.1"),
    line("an encoded DEL", "GET /v1%7f HTTP/1.1"),
    line("a percent sign at the end", "GET /v1% HTTP/1.1"),
    line("one hexadecimal digit", "GET /v1%2 HTTP/1.1"),
    line("digits that are not hexadecimal", "GET /v1%u002e HTTP/1.1"),
  ]

  static let chunked: [Row] = [
    chunks("no size", "\r\nabc\r\n0\r\n\r\n"),
    chunks("a prefix 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
    chunks("a negative size", "-3\r\nabc\r\n0\r\n\r\n"),
    chunks("a plus sign", "+3\r\nabc\r\n0\r\n\r\n"),
    chunks("a blank before the size", " 3\r\nabc\r\n0\r\n\r\n"),
    chunks("a blank after the size", "3 \r\nabc\r\n0\r\n\r\n"),
    chunks("a word after the size", "3 a\r\nabc\r\n0\r\n\r\n"),
    chunks("a size that overflows 64 bits to 3", "10000000000000003\r\nabc\r\n0\r\n\r\n"),
    chunks("a size of 16 digits", "0000000000000003\r\nabc\r\n0\r\n\r\n"),
    chunks("LF alone after the size", "3\nabc\r\n0\r\n\r\n"),
    chunks("CR alone after the size", "3\rabc\r\n0\r\n\r\n"),
    chunks("data longer than its size", "3\r\nabcd\r\n0\r\n\r\n"),
    chunks("data without its CRLF", "3\r\nabc0\r\n\r\n"),
    chunks("LF alone after the data", "3\r\nabc\n0\r\n\r\n"),
    chunks("CR alone after the data", "3\r\nabc\r0\r\n\r\n"),
    chunks("LF in an extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"),
    chunks("CR in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
    chunks("NUL in an extension", "3;\0\r\nabc\r\n0\r\n\r\n"),
    chunks("an extension without a name", "3;\r\nabc\r\n0\r\n\r\n"),
    chunks("an extension without its value", "3;a=\r\nabc\r\n0\r\n\r\n"),
    chunks("a CR in a quoted value", "3;a=\"\r\nabc\r\n0\r\n\r\n\"\r\n"),
    chunks("a word after a quoted value", "3;a=\"b\"c\r\nabc\r\n0\r\n\r\n"),
    chunks("an extension of 5,000 bytes", "3;" + String(repeating: "a", count: 5000) + "\r\nabc\r\n0\r\n\r\n"),
    chunks("LF alone after the last chunk", "0\n\r\n"),
    chunks("LF alone at the end", "0\r\n\n"),
    chunks("data after the last chunk's line", "0\r\nabc\r\n\r\n"),
    chunks("a folded trailer", "0\r\nX: a\r\n b\r\n\r\n"),
    chunks("a trailer with a blank before its colon", "0\r\nX : a\r\n\r\n"),
    chunks("a trailer with LF alone", "0\r\nX: a\nY: b\r\n\r\n"),
    chunks("a length in the trailer", "0\r\ncontent-Length: 5\r\n\r\nabcde"),
    chunks("a coding in the trailer", "0\r\nTransfer-Encoding: chunked\r\n\r\n"),
    chunks("a connection field in the trailer", "0\r\nX: a\r\nConnection: close\r\n\r\n"),
    chunks("trailers of 5,000 bytes", "0\r\nX: " + String(repeating: "a", count: 5000) + "\r\n\r\n"),
  ]
}
