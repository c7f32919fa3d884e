/// Random valid HTTP messages, and random damage to them.
struct HTTPMessageGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  /// True once in `times`.
  mutating func once(in times: Int) -> Bool { number(0..<times) == 0 }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(0..<choices.count)] }

  /// Ascending offsets at which `count` bytes are cut.
  mutating func cuts(_ count: Int) -> [Int] {
    (0..<number(1..<8)).map { _ in number(0..<count + 1) }.sorted()
  }

  /// A request that both readers must accept, with what they must see.
  mutating func request() -> (bytes: [UInt8], message: SeenMessage) {
    let start = pick(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"]) + " " + target()
    return message(start: start, line: start + " HTTP/1.1", hasHost: true)
  }

  /// A response that both readers must accept, with what they must see.
  mutating func response() -> (bytes: [UInt8], message: SeenMessage) {
    let status = pick(["200", "201", "400", "404", "429", "500", "503"])
    let reason = pick([" OK", " ", "", " Not Found At All"])
    return message(start: status, line: "HTTP/1.1 " + status + reason, hasHost: false)
  }

  private mutating func target() -> String {
    let path = pick(["/v1/chat/completions", "/", "/v1/models/a.b-c_d~e", "/a%20b", "/.well-known/x", "/v1//models"])
    return path + pick(["", "", "?a=1&b=%2e", "?", "?x=/../y"])
  }

  private mutating func message(start: String, line: String, hasHost: Bool) -> (bytes: [UInt8], message: SeenMessage) {
    var message = SeenMessage(start: start)
    if hasHost { message.fields.append(SeenMessage.Field(name: pick(["Host", "host"]), value: "example.org")) }
    for _ in 0..<number(0..<5) { message.fields.append(SeenMessage.Field(name: name(), value: value())) }
    var body: [UInt8] = []
    switch number(0..<3) {
    case 0:
      let length = hasHost && once(in: 2) ? nil : 0
      if let length { message.fields.append(SeenMessage.Field(name: "Content-Length", value: String(length))) }
    case 1:
      message.body = bytes(number(0..<60))
      body = message.body
      message.fields.append(SeenMessage.Field(name: "content-length", value: String(body.count)))
    default:
      message.fields.append(
        SeenMessage.Field(name: "Transfer-Encoding", value: pick(["chunked", "Chunked", "CHUNKED"])))
      body = chunked(&message.body)
    }
    message.fields.shuffle(using: &random)
    var wire = Array((line + "\r\n").utf8)
    for field in message.fields {
      let isFraming = ["content-length", "transfer-encoding"].contains(field.name.lowercased())
      let after = pick(["", " ", isFraming ? "  " : "\t"])
      wire += (field.name + ":" + pick([" ", "", "\t ", "  "]) + field.value + after + "\r\n").utf8
    }
    return (wire + Array("\r\n".utf8) + body, message)
  }

  private mutating func chunked(_ data: inout [UInt8]) -> [UInt8] {
    var wire: [UInt8] = []
    for _ in 0..<number(0..<4) {
      let piece = bytes(number(1..<30))
      data += piece
      wire += (pick(["", "0", "00"]) + String(piece.count, radix: 16, uppercase: once(in: 2))).utf8
      wire += pick(["", "", ";a", ";a=b;c", ";a=\"b \\\" c\""]).utf8 + Array("\r\n".utf8) + piece + Array("\r\n".utf8)
    }
    wire += pick(["0\r\n", "000\r\n", "0;last\r\n"]).utf8
    for _ in 0..<number(0..<3) where once(in: 2) { wire += (name() + ": " + value() + "\r\n").utf8 }
    return wire + Array("\r\n".utf8)
  }

  private mutating func name() -> String { pick(["X-A", "accept", "User-Agent", "x_y", "A1", "!#$%&'*+-.^_`|~"]) }

  private mutating func value() -> String {
    pick(["", "a", "a, b", "text/plain; q=0.5", "a: b", "\u{FC}\u{1F600}", "\"quoted\"", "a\tb", "0"])
  }

  private mutating func bytes(_ count: Int) -> [UInt8] {
    // Half of them bytes that look like framing.
    (0..<count).map { _ in once(in: 2) ? pick(Array("\r\n0: G".utf8)) : UInt8(truncatingIfNeeded: number(0..<256)) }
  }

  // MARK: Damage

  private static let texts = [
    "\r\n", "\n", "\r", "\r\n\r\n", "\n\n", " ", "\t", ":", ";", ",", "\0", "+", "-", "0x", "#", "%2e", "/..", "\u{B}",
    "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding : chunked\r\n",
    "Transfer-Encoding: identity\r\n", "Connection: close\r\n", "Connection: keep-alive\r\n", "Host: b\r\n",
    " folded\r\n",
    "Expect: 100-continue\r\n", "chunked", ", identity", "0\r\n\r\n", "5\r\nabcde\r\n", "HTTP/1.0", "HTTP/1.1",
    "\u{212A}",
    "GET / HTTP/1.1\r\nHost: c\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "F", "1", "9",
  ]

  mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = number(0..<bytes.count)
    switch number(0..<7) {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: number(0..<256))
    case 1: bytes[place] ^= 1 << UInt8(number(0..<8))
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(pick(Array("\r\n :0159afx;,=\"\t\0".utf8)), at: place)
    case 4: bytes.insert(contentsOf: pick(Self.texts).utf8, at: place)
    case 5: atLineStart(&bytes, pick(Self.texts).utf8)
    default: duplicateLine(&bytes)
    }
  }

  private func lineStarts(_ bytes: [UInt8]) -> [Int] {
    [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  private mutating func atLineStart(_ bytes: inout [UInt8], _ text: String.UTF8View) {
    bytes.insert(contentsOf: text, at: pick(lineStarts(bytes)))
  }

  private mutating func duplicateLine(_ bytes: inout [UInt8]) {
    let starts = lineStarts(bytes)
    let index = number(0..<starts.count)
    let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
    bytes.insert(contentsOf: bytes[starts[index]..<end], at: pick(starts))
  }
}
