/// The bounds of the stand-in, which is reached by the proxy alone.
enum StandInLimits {
  /// Bytes of a request's body.
  static let bodyBytes = 16 * 1024 * 1024
  /// Answers asked for with `n`.
  static let choices = 16
  /// Prompts or inputs of one request.
  static let inputs = 256
  /// Numbers of an embedding.
  static let dimensions = 2048
}
