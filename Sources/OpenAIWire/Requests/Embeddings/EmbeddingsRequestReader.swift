import NIOCore
import Taxonomy

/// Reads a request to `/v1/embeddings`.
struct EmbeddingsRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced, list: .input)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    throw ModelRequestFault(message: "not readable yet", param: nil, code: "invalid_value")
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest { throw .missing("model") }
}
