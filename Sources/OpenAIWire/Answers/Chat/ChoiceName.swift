/// The fields of a choice that are known; the raw value is the name on the wire.
enum ChoiceName: String, CaseIterable, Sendable {
  case index, message, delta, text, logprobs
  case finishReason = "finish_reason"
  case nativeFinishReason = "native_finish_reason"
  case stopReason = "stop_reason"
  case matchedStop = "matched_stop"

  static let table = JSONNameTable<ChoiceName>()
}
