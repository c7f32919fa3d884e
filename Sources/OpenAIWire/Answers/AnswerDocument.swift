package import NIOCore

/// An answer of upstream or one event of its stream, in any dialect: what must be judged, and where it stands.
///
/// A dialect that gives one answer has exactly one choice, with index 0, in each document.
///
/// Every string of a choice is in its `texts`, known field or not, but for protocol constants (`role`, ids, `type`,
/// `finish_reason`), encoded audio, and `logprobs` whose tokens repeat the text of the same choice and chunk. Strings
/// outside the choices that no known field explains (llama.cpp's `__verbose` repeats the answer) are in `texts` here.
package struct AnswerDocument: Sendable, Equatable {
  /// Whether an answer came whole or as events of a stream.
  package enum Kind: Sendable, Equatable {
    case whole
    /// One event: a chunk of a chat completion, a named event, a line.
    case chunk
  }

  /// The bytes that were read.
  package var bytes: ByteBuffer
  package let dialect: Dialect
  package let kind: Kind
  /// In the order of the document; empty when there are none, as in a stream's last chunk with the usage.
  package internal(set) var choices: [AnswerChoice] = []
  /// Texts outside the choices, with the field `.other` and their top-level key.
  package internal(set) var texts: [AnswerText] = []
  /// Unix time in seconds, where it is written as an integer.
  package internal(set) var created: Int?
  /// The bytes of the `usage` object; nil when it is missing or null.
  package internal(set) var usage: Range<Int>?
  /// Whether there is a top-level `error` that is not null.
  package internal(set) var hasError = false
  /// What the event is called where a dialect names its events, which is how its clients tell them apart.
  package internal(set) var eventType: String?
  /// What only the dialect's own writer has to know.
  var detail = AnswerDetail.none

  /// Where the texts outside the choices stand, one entry for each, when the reading is traced.
  var sources: [[TextPiece]] = []
  /// The bytes of the array `choices`, brackets included.
  var choicesRange: Range<Int>?
  // Decoded on demand: a chunk costs less than the three strings would.
  var idRange: Range<Int>?
  var modelRange: Range<Int>?
  var fingerprintRange: Range<Int>?

  init(bytes: ByteBuffer, dialect: Dialect, kind: Kind) {
    self.bytes = bytes
    self.dialect = dialect
    self.kind = kind
  }

  package var id: String? { string(idRange) }
  package var model: String? { string(modelRange) }
  package var systemFingerprint: String? { string(fingerprintRange) }

  /// The bytes of the `usage` object.
  package var usageBytes: ByteBuffer? { usage.map(slice) }

  /// Reads the readable bytes, which must be one JSON object.
  ///
  /// What has another type than the protocol's is no fault here as long as it is valid JSON: its strings are texts.
  package static func scan(
    _ bytes: ByteBuffer, dialect: Dialect = .chatCompletions, kind: Kind, limits: JSONLimits = JSONLimits()
  ) throws(JSONFault) -> AnswerDocument {
    try scan(bytes, dialect: dialect, kind: kind, limits: limits, isTraced: false)
  }

  /// - Parameter isTraced: whether the texts are to come with where they stand.
  static func scan(
    _ bytes: ByteBuffer, dialect: Dialect, kind: Kind, limits: JSONLimits, isTraced: Bool
  ) throws(JSONFault) -> AnswerDocument {
    switch dialect {
    case .chatCompletions: try scan(bytes, by: ChatAnswerReader.self, kind, limits, isTraced)
    case .completions: try scan(bytes, by: CompletionsAnswerReader.self, kind, limits, isTraced)
    case .responses: try scan(bytes, by: ResponsesAnswerReader.self, kind, limits, isTraced)
    case .anthropicMessages: try scan(bytes, by: AnthropicAnswerReader.self, kind, limits, isTraced)
    case .ollamaChat: try scan(bytes, by: OllamaAnswerReader.self, kind, limits, isTraced)
    case .embeddings, .moderations:
      preconditionFailure("no answer of \(dialect) is judged")
    }
  }

  private static func scan(
    _ bytes: ByteBuffer, by reader: (some AnswerReading).Type, _ kind: Kind, _ limits: JSONLimits, _ isTraced: Bool
  ) throws(JSONFault) -> AnswerDocument {
    do {
      return try JSONDocument.read(bytes, mode: .lenient, limits: limits, isTraced: isTraced) { cursor in
        var reader = reader.init(bytes: bytes, kind: kind)
        try reader.read(&cursor)
        return reader.document
      }
    } catch let fault as JSONFault {
      throw fault
    } catch {
      preconditionFailure("reading an answer threw \(error)")
    }
  }

  /// The bytes at an offset range of the document.
  package func slice(_ range: Range<Int>) -> ByteBuffer {
    guard let slice = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) else {
      preconditionFailure("bytes \(range) of a document of \(bytes.readableBytes)")
    }
    return slice
  }

  /// Decodes the string whose quotes end the range.
  private func string(_ range: Range<Int>?) -> String? {
    guard let range else { return nil }
    do {
      return try JSONDocument.read(slice(range), mode: .lenient, limits: JSONLimits()) { cursor in
        cursor.text(try cursor.scanString())
      }
    } catch {
      preconditionFailure("a scanned string does not scan: \(error)")
    }
  }
}
