/// The events whose texts belong to others' (OpenAI, `ResponseStreamEvent`); the raw value is the name on the wire.
///
/// Events that only tell a state (`response.web_search_call.searching`) need no case: their strings are ids.
enum ResponsesEventType: String, Sendable {
  case created = "response.created"
  case queued = "response.queued"
  case inProgress = "response.in_progress"
  case completed = "response.completed"
  case incomplete = "response.incomplete"
  case failed = "response.failed"
  case cancelled = "response.cancelled"
  case error

  case itemAdded = "response.output_item.added"
  case itemDone = "response.output_item.done"
  case partAdded = "response.content_part.added"
  case partDone = "response.content_part.done"
  case summaryPartAdded = "response.reasoning_summary_part.added"
  case summaryPartDone = "response.reasoning_summary_part.done"

  case textDelta = "response.output_text.delta"
  case textDone = "response.output_text.done"
  case annotationAdded = "response.output_text.annotation.added"
  case refusalDelta = "response.refusal.delta"
  case refusalDone = "response.refusal.done"
  case reasoningDelta = "response.reasoning_text.delta"
  case reasoningDone = "response.reasoning_text.done"
  case summaryDelta = "response.reasoning_summary_text.delta"
  case summaryDone = "response.reasoning_summary_text.done"
  case audioDelta = "response.audio.delta"
  case transcriptDelta = "response.audio.transcript.delta"

  case functionArgumentsDelta = "response.function_call_arguments.delta"
  case functionArgumentsDone = "response.function_call_arguments.done"
  case mcpArgumentsDelta = "response.mcp_call_arguments.delta"
  case mcpArgumentsDone = "response.mcp_call_arguments.done"
  case customInputDelta = "response.custom_tool_call_input.delta"
  case customInputDone = "response.custom_tool_call_input.done"
  case codeDelta = "response.code_interpreter_call_code.delta"
  case codeDone = "response.code_interpreter_call_code.done"
  case commandAdded = "response.shell_call_command.added"
  case commandDelta = "response.shell_call_command.delta"
  case commandDone = "response.shell_call_command.done"
  case shellOutputDelta = "response.shell_call_output_content.delta"
  case shellOutputDone = "response.shell_call_output_content.done"
  case diffDelta = "response.apply_patch_call_operation_diff.delta"
  case diffDone = "response.apply_patch_call_operation_diff.done"

  /// Whether it ends the answer.
  var isEnding: Bool {
    switch self {
    case .completed, .incomplete, .failed, .cancelled: true
    default: false
    }
  }

  /// Whether it says again what events before it said.
  var isRepeat: Bool {
    switch self {
    case .created, .queued, .inProgress, .completed, .incomplete, .failed, .cancelled, .itemDone, .partDone,
      .summaryPartDone, .textDone, .refusalDone, .reasoningDone, .summaryDone, .functionArgumentsDone,
      .mcpArgumentsDone, .customInputDone, .codeDone, .commandDone, .shellOutputDone, .diffDone:
      true
    default: false
    }
  }

  /// The field that holds the text which the event is there for.
  var textField: ResponsesEventField? {
    switch self {
    case .textDelta, .refusalDelta, .reasoningDelta, .summaryDelta, .transcriptDelta, .functionArgumentsDelta,
      .mcpArgumentsDelta, .customInputDelta, .codeDelta, .commandDelta, .diffDelta:
      .delta
    case .textDone, .reasoningDone, .summaryDone: .text
    case .refusalDone: .refusal
    case .functionArgumentsDone, .mcpArgumentsDone: .arguments
    case .customInputDone: .input
    case .codeDone: .code
    case .commandAdded, .commandDone: .command
    case .diffDone: .diff
    default: nil
    }
  }
}
