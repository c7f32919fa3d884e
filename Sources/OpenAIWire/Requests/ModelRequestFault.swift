/// Why a body is not a chat completion request that can be judged, in the terms of OpenAI's error object.
package struct ModelRequestFault: Error, Sendable, Equatable, CustomStringConvertible {
  package var message: String
  /// The field at fault, such as `messages[2].content`; nil when it is the body as a whole.
  package var param: String?
  /// A word for programs: `invalid_json`, `invalid_type`, `invalid_value`, `missing_required_parameter`,
  /// `ambiguous_parameter` or `request_too_large`.
  package var code: String

  package init(message: String, param: String?, code: String) {
    self.message = message
    self.param = param
    self.code = code
  }

  init(_ fault: JSONFault) {
    if case .ambiguousKey(let key, let known) = fault.kind {
      self.init(
        message: "the key `\(key)` at byte \(fault.offset) is not `\(known)`, but some servers read it as such",
        param: key, code: "ambiguous_parameter")
    } else {
      self.init(message: "the body is not valid JSON: \(fault)", param: nil, code: "invalid_json")
    }
  }

  static func wrongType(_ param: String, expected: String) -> ModelRequestFault {
    ModelRequestFault(message: "`\(param)` must be \(expected)", param: param, code: "invalid_type")
  }

  static func missing(_ param: String) -> ModelRequestFault {
    ModelRequestFault(message: "`\(param)` is missing", param: param, code: "missing_required_parameter")
  }

  static func tooLarge(_ param: String, _ limit: String) -> ModelRequestFault {
    ModelRequestFault(message: "`\(param)` has more than \(limit)", param: param, code: "request_too_large")
  }

  package var description: String { message }
}
