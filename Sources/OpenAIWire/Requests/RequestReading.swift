import NIOCore

/// Reads the body of a request in one dialect.
///
/// A reader is used twice for a request that is changed: the second time traced, for where its texts stand.
protocol RequestReading {
  /// The texts that were read, in the order of the document, and their trace.
  var builder: ConversationBuilder { get }

  /// - Parameter isTraced: whether the builder's trace is wanted.
  init(limits: RequestLimits, isTraced: Bool)

  /// Reads the body's object.
  mutating func read(_ cursor: inout JSONCursor) throws

  /// The request, once the document was read to its end.
  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest
}
