import NIOCore

/// The fixed bytes of every answer, rendered once; a write only takes a reference.
struct CannedAnswers: Sendable {
  /// Bytes of the whole answer's JSON.
  static let wholeLength = 610
  /// Events of a short stream before `[DONE]`.
  static let chunkCount = 64
  /// The same of a long stream: an answer of usual length, several of the windows that answers are judged in.
  static let longChunkCount = 192
  /// Bytes of one event, `data: ` and the blank line included.
  static let chunkLength = 268

  /// Head and body of a whole answer.
  let whole: ByteBuffer
  /// Head and body of the model list.
  let models: ByteBuffer
  /// A stream in the pieces in which it is written: the head with the first chunk, the other chunks, `[DONE]` with the
  /// end.
  let stream: [ByteBuffer]
  /// The same for a long stream.
  let longStream: [ByteBuffer]

  init() {
    whole = Self.json(Self.wholeBody())
    models = Self.json(
      #"{"object":"list","data":[{"id":"bench-model","object":"model","created":1700000000,"owned_by":"bench"}]}"#)
    stream = Self.pieces(chunks: Self.chunkCount)
    longStream = Self.pieces(chunks: Self.longChunkCount)
  }

  /// A head with a JSON body.
  static func json(_ body: String, status: String = "200 OK", connection: String = "keep-alive") -> ByteBuffer {
    ByteBuffer(
      string: "HTTP/1.1 \(status)\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n"
        + "connection: \(connection)\r\n\r\n\(body)")
  }

  private static func wholeBody() -> String {
    let start =
      #"{"id":"chatcmpl-bench","object":"chat.completion","created":1700000000,"model":"bench-model","choices":"#
      + #"[{"index":0,"message":{"role":"assistant","content":""#
    let end =
      #""},"logprobs":null,"finish_reason":"stop"}],"#
      + #""usage":{"prompt_tokens":430,"completion_tokens":64,"total_tokens":494}}"#
    let room = wholeLength - start.utf8.count - end.utf8.count
    precondition(room > 0 && room <= passage.utf8.count, "the passage does not fill an answer of \(wholeLength) bytes")
    return start + passage.prefix(room) + end
  }

  private static func pieces(chunks: Int) -> [ByteBuffer] {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    var pieces = events(chunks).map { framed($0) }
    pieces[0] = head + pieces[0]
    pieces.append(framed("data: [DONE]\n\n") + "0\r\n\r\n")
    return pieces.map { ByteBuffer(string: $0) }
  }

  /// A stream's events, a word each; `obfuscation` (a padding field that OpenAI sends too) makes them equally long.
  private static func events(_ count: Int) -> [String] {
    let words = passage.split(separator: " ").prefix(count)
    precondition(words.count == count, "the passage has fewer than \(count) words")
    return words.enumerated().map { index, word in
      let role = index == 0 ? #""role":"assistant","# : ""
      let space = index == 0 ? "" : " "
      let finish = index == count - 1 ? #""stop""# : "null"
      let start =
        #"data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1700000000,"#
        + #""model":"bench-model","choices":[{"index":0,"delta":{\#(role)"content":"\#(space)\#(word)"},"#
        + #""finish_reason":\#(finish)}],"obfuscation":""#
      let end = "\"}\n\n"
      let padding = chunkLength - start.utf8.count - end.utf8.count
      precondition(padding >= 0, "event \(index) is longer than \(chunkLength) bytes")
      return start + String(repeating: "x", count: padding) + end
    }
  }

  private static func framed(_ chunk: String) -> String {
    "\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n"
  }

  /// Harmless words without characters that JSON escapes. No sentence comes twice, so that no window of an answer is
  /// known from an earlier one.
  private static let passage =
    "Start with strong flour, water, salt and a little yeast. Mix the dough until no dry flour is left, cover the "
    + "bowl and let it rest for half an hour. Stretch and fold the dough four times over the next two hours, then "
    + "shape it into a round loaf and let it rise again until it springs back slowly when you press it. Bake it in a "
    + "very hot oven with some steam for about forty minutes, until the crust is deep brown and the loaf sounds "
    + "hollow. Let it cool on a rack for an hour before you cut it, because the middle is still setting. If the bread "
    + "comes out flat, the dough had either too little time or too much of it: a kitchen at nineteen degrees needs "
    + "nearly twice as long as one at twenty-five. Weigh the water and write down how warm the room was, and after "
    + "three or four loaves you will know what your oven and your flour like. Rye keeps the bread moist for days, but "
    + "more than a quarter of it makes the dough sticky, so wet your hands instead of adding flour."
}
