package import Classifiers
package import Crypto
package import Taxonomy

/// Makes the keys of `VerdictCache`: HMAC-SHA-256 under a random key of this process, cut to 128 bits.
///
/// Whoever could make two texts with one key would have a harmful text pass with the verdict of a harmless one. With a
/// plain hash of 64 bits, or SipHash's, that takes some 2^32 tries of one's own machine once the key is known, and some
/// thousand millions of requests by chance; with 128 bits of a pseudo-random function whose key never leaves the process
/// nothing can be tried elsewhere, and two of 2^40 texts share a key with a probability of 2^-49. HMAC is that function
/// with the longest record.
package struct VerdictKeyMaker: Sendable {
  /// What verdicts on an answer depend on beside the answer: its prompt, and who asks.
  package struct AnswerContext: Sendable {
    fileprivate let digest: [UInt8]
  }

  private enum Kind: UInt8 {
    case prompt = 1
    case passage = 2
    case refusal = 3
    case context = 4
    case together = 5
  }

  /// What has taken the key and the classifier's name, to go on from for each text.
  private let begun: HMAC<SHA256>

  package init(classifier: ClassifierIdentity, key: SymmetricKey = SymmetricKey(size: .bits256)) {
    var code = HMAC<SHA256>(key: key)
    code.update(data: Self.withLength(Array(classifier.description.utf8)))
    begun = code
  }

  /// - Parameter scope: whose verdicts these are. The time that judging took shows in the answer's head, so verdicts that
  ///   are shared would tell one app what another has asked.
  package func context(ofAnswersTo prompt: String, scope: String) -> AnswerContext {
    AnswerContext(digest: Array(code(.context, [Array(scope.utf8), Array(prompt.utf8)])))
  }

  package func key(of text: JudgedText, scope: String) -> VerdictKey {
    // Its role may count for a classifier; its place does not.
    Self.cut(code(.prompt, [Array(scope.utf8), Array(text.role.rawValue.utf8), Array(text.text.utf8)]))
  }

  package func key(ofTogether texts: [JudgedText], scope: String) -> VerdictKey {
    // Which message a text stands in counts here.
    let fields = texts.flatMap { text in
      [
        Array(text.role.rawValue.utf8), Array(text.place.description.utf8),
        Array(text.text.utf8),
      ]
    }
    return Self.cut(code(.together, [Array(scope.utf8)] + fields + [[]]))
  }

  package func key(ofPassage passage: String, in context: AnswerContext) -> VerdictKey {
    Self.cut(code(.passage, [context.digest, Array(passage.utf8)]))
  }

  package func key(ofOpening opening: String, in context: AnswerContext) -> VerdictKey {
    Self.cut(code(.refusal, [context.digest, Array(opening.utf8)]))
  }

  /// Every field but the last has its length before it, so that no two lists of fields are the same bytes.
  private func code(_ kind: Kind, _ fields: [[UInt8]]) -> HMAC<SHA256>.MAC {
    var head = [kind.rawValue]
    head.reserveCapacity(64)
    for field in fields.dropLast() { head += Self.withLength(field) }
    var code = begun
    code.update(data: head)
    if let text = fields.last { code.update(data: text) }
    return code.finalize()
  }

  private static func withLength(_ field: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: field.count >> (8 * $0)) } + field
  }

  private static func cut(_ code: HMAC<SHA256>.MAC) -> VerdictKey {
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in code.prefix(16).enumerated() {
      if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    return VerdictKey(high: words.0, low: words.1)
  }
}
