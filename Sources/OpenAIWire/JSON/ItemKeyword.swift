/// The names of fields within the items of OpenAI's `/v1/responses`: calls of tools, their results, annotations.
enum ItemKeyword: String, CaseIterable, Sendable {
  // Their values are constants, which are no words while they look like constants.
  case type, id, status, role, detail, format, button, mode
  case fileID = "file_id"
  case callID = "call_id"
  case containerID = "container_id"

  case action, actions, annotations, attributes, code, command, commands, content, description, diff, env, environment
  case filename, keys, logs, message, name, operation, outcome, output, outputs, path, pattern, queries, query, reason
  case refusal, results, skills, sources, stderr, stdout, summary, text, title, tools, url, user
  case imageURL = "image_url"
  case workingDirectory = "working_directory"

  // Numbers.
  case index, score, x, y
  case startIndex = "start_index"
  case endIndex = "end_index"
  case exitCode = "exit_code"
  case maxOutputLength = "max_output_length"
  case timeoutMilliseconds = "timeout_ms"

  static let table = JSONNameTable<ItemKeyword>()

  var isConstant: Bool {
    switch self {
    case .type, .id, .status, .role, .detail, .format, .button, .mode, .fileID, .callID, .containerID:
      true
    default: false
    }
  }
}
