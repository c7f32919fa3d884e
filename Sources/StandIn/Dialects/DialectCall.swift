/// A request to one endpoint: the fields that the stand-in looks at (all others are ignored), and its answer to them.
protocol DialectCall: Decodable, Sendable {
  /// Where requests of this kind are posted.
  static var path: String { get }
  /// What a request is called in an error.
  static var name: String { get }
  static var dialect: Dialect { get }

  func answer(_ stamp: Stamp) throws -> CallAnswer
}
