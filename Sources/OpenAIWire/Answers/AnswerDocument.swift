package import NIOCore

/// A chat completion or one chunk of its stream, as upstream answered: what must be judged, and where it stands.
///
/// Every string of a choice is in its `texts`, known field or not, but for protocol constants (`role`, ids, `type`,
/// `finish_reason`), encoded audio, and `logprobs`, whose tokens repeat the text of the same choice and chunk. Strings
/// outside the choices that no known field explains (llama.cpp's `__verbose` repeats the answer) are in `texts` here.
package struct AnswerDocument: Sendable, Equatable {
  /// Whether an answer came whole or as chunks of a stream.
  package enum Kind: Sendable, Equatable {
    /// `chat.completion`: a choice has a `message`.
    case whole
    /// `chat.completion.chunk`: a choice has a `delta`.
    case chunk
  }

  /// The bytes that were read.
  package var bytes: ByteBuffer
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

  /// Where the texts outside the choices stand, one entry for each, when the reading is traced.
  var sources: [[TextPiece]] = []
  /// The bytes of the array `choices`, brackets included.
  var choicesRange: Range<Int>?
  // Decoded on demand: a chunk costs less than the three strings would.
  var idRange: Range<Int>?
  var modelRange: Range<Int>?
  var fingerprintRange: Range<Int>?

  init(bytes: ByteBuffer, kind: Kind) {
    self.bytes = bytes
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
    _ bytes: ByteBuffer, kind: Kind, limits: JSONLimits = JSONLimits()
  ) throws(JSONFault) -> AnswerDocument {
    try scan(bytes, kind: kind, limits: limits, isTraced: false)
  }

  /// - Parameter isTraced: whether the texts are to come with where they stand.
  static func scan(
    _ bytes: ByteBuffer, kind: Kind, limits: JSONLimits, isTraced: Bool
  ) throws(JSONFault) -> AnswerDocument {
    do {
      return try JSONDocument.read(bytes, mode: .lenient, limits: limits, isTraced: isTraced) { cursor in
        var reader = AnswerReader(bytes: bytes, kind: kind)
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
