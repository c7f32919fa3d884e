package import NIOCore
package import Taxonomy

/// A request to `/v1/feedback`: what an app says of a decision afterwards.
///
/// Read more strictly than requests to a model: nothing of it is passed on, so a field that is not known is a mistake, and
/// whoever made it expects something of it.
package struct FeedbackRequest: Sendable, Equatable {
  /// The id that the app got in `x-evenkeel-decision`.
  package var decision: DecisionID
  /// The word as it came.
  package var verdict: String
  /// Nil where it was left out or is empty.
  package var comment: String?

  /// Bytes of a body at most: a comment in which every byte is escaped, and some more.
  package static let bodyLimit = 64 * 1024

  /// - Parameter commentLimit: UTF-8 bytes.
  package static func parse(
    _ body: ByteBuffer, commentLimit: Int, limits: JSONLimits
  ) throws(ModelRequestFault) -> FeedbackRequest {
    guard body.readableBytes <= bodyLimit else { throw .tooLarge("the body", "\(bodyLimit) bytes") }
    do {
      return try JSONDocument.read(body, mode: .strict, limits: limits) { cursor in
        try read(&cursor, commentLimit: commentLimit)
      }
    } catch let fault as ModelRequestFault {
      throw fault
    } catch let fault as JSONFault {
      throw ModelRequestFault(fault)
    } catch {
      preconditionFailure("reading feedback threw \(error)")
    }
  }

  private static func read(_ cursor: inout JSONCursor, commentLimit: Int) throws -> FeedbackRequest {
    var (decision, verdict, comment): (String?, String?, String?)
    var scope = try cursor.enterBody()
    while let key = try cursor.nextKey(&scope) {
      switch try FeedbackField.table.unambiguousName(of: key, in: cursor) {
      case .decision: decision = try cursor.readStringOrNull("decision")
      case .verdict: verdict = try cursor.readStringOrNull("verdict")
      case .comment: comment = try cursor.readStringOrNull("comment")
      case nil:
        let name = cursor.name(of: key)
        throw ModelRequestFault(
          message: "`\(name)` is not known: feedback has `decision`, `verdict` and `comment`", param: name,
          code: "unknown_parameter")
      }
    }
    guard let decision else { throw ModelRequestFault.missing("decision") }
    guard let verdict else { throw ModelRequestFault.missing("verdict") }
    guard let id = DecisionID(decision) else {
      throw ModelRequestFault(
        message: "`decision` must be the id that was given in `x-evenkeel-decision`", param: "decision",
        code: "invalid_value")
    }
    if let comment, comment.utf8.count > commentLimit {
      throw ModelRequestFault.tooLarge("comment", "\(commentLimit) bytes")
    }
    return FeedbackRequest(decision: id, verdict: verdict, comment: comment?.isEmpty == true ? nil : comment)
  }
}
