import Foundation

/// An embedding request.
struct EmbeddingCall: DialectCall {
  static let path = "/v1/embeddings"
  static let name = "embedding request"
  static let dialect = Dialect.openAI

  enum Encoding: String, Decodable, Sendable {
    case float, base64
  }

  let model: String?
  let input: TokenInput
  let encodingFormat: Encoding?
  let dimensions: Int?

  enum CodingKeys: String, CodingKey {
    case model, input, dimensions
    case encodingFormat = "encoding_format"
  }

  func answer(_ stamp: Stamp) throws -> CallAnswer {
    let count = dimensions ?? WordVector.dimensions
    guard (1...StandInLimits.dimensions).contains(count) else {
      throw CallFault("`dimensions` has to be in 1...\(StandInLimits.dimensions)", code: "bad_dimensions")
    }
    let inputs = inputs
    guard (1...StandInLimits.inputs).contains(inputs.count) else {
      throw CallFault("`input` has to hold 1...\(StandInLimits.inputs) inputs", code: "bad_input")
    }
    let data = inputs.enumerated().map { index, words in
      let vector = WordVector.vector(of: words, dimensions: count)
      return ["object": "embedding", "index": .int(index), "embedding": written(vector)] as JSONValue
    }
    return .whole([
      "object": "list", "model": .string(model ?? StandInSpeech.model), "data": .array(data),
      "usage": ["prompt_tokens": .int(input.tokenCount), "total_tokens": .int(input.tokenCount)],
    ])
  }

  /// The words of each input; a token's number is its word.
  private var inputs: [[String]] {
    switch input {
    case .text(let text): [WordVector.words(of: text)]
    case .texts(let texts): texts.map(WordVector.words)
    case .tokens(let tokens): [tokens.map { String($0) }]
    case .tokenLists(let lists): lists.map { $0.map { String($0) } }
    }
  }

  private func written(_ vector: [Float]) -> JSONValue {
    switch encodingFormat ?? .float {
    case .float:
      return .array(vector.map { .number(Double($0)) })
    case .base64:
      // Little-endian, as OpenAI's API and its clients have it.
      let bytes = vector.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> ($0 * 8)) } }
      return .string(Data(bytes).base64EncodedString())
    }
  }
}
