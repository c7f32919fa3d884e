import Taxonomy

/// The fields of items, of whatever type, in requests and answers; the raw value is the name on the wire.
///
/// `acknowledged_safety_checks` is missing: it is longer than the table's names may be.
enum ResponsesItemField: String, CaseIterable, Sendable {
  case type, role

  // Constants.
  case approve, execution, fingerprint, id, phase, status
  case approvalRequestID = "approval_request_id"
  case callID = "call_id"
  case containerID = "container_id"
  case createdBy = "created_by"
  case maxOutputLength = "max_output_length"

  // Words.
  case code, input, name, namespace, reason
  case serverLabel = "server_label"

  // Lists of parts, or text.
  case content, output, outputs, summary

  // Objects and arrays.
  case action, actions, caller, environment, error, operation, queries, results, tools
  case pendingSafetyChecks = "pending_safety_checks"

  case arguments, result
  case encryptedContent = "encrypted_content"

  static let table = JSONNameTable<ResponsesItemField>()

  /// Whose words the field holds where they are not the item's own.
  var role: SpeakerRole? {
    switch self {
    case .output, .outputs, .results, .error: .tool
    case .tools: .definition
    default: nil
    }
  }
}
