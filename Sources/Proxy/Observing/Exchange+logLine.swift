import NIOCore
import OpenAIWire
import Taxonomy

extension Exchange {
  /// Writes the access log's line: one JSON object of facts, without any text of the prompt or the answer.
  ///
  /// Every value is a number, a word of ours, or a name checked when it was configured, so nothing needs escaping.
  func writeLogLine(outcome: ExchangeOutcome, total: TimeAmount, into out: inout ByteBuffer) {
    out.writeStaticString("{\"log\":\"request\",\"time_ms\":")
    out.writeDecimal(Int(decisionID.milliseconds))
    out.writeStaticString(",\"decision\":\"")
    out.writeString(decisionID.description)
    out.writeStaticString("\",\"app\":\"")
    out.writeString(principal.app)
    if let key = principal.keyID {
      out.writeStaticString("\",\"key\":\"")
      out.writeString(key)
    }
    out.writeStaticString("\",\"endpoint\":\"")
    out.writeString(endpoint.word)
    out.writeStaticString("\",\"policy\":\"")
    out.writeString(served.text)
    out.writeStaticString("\",\"action\":\"")
    out.writeString(action.rawValue)
    out.writeStaticString("\",\"outcome\":\"")
    out.writeString(outcome.rawValue)
    out.writeStaticString("\",\"status\":")
    out.writeDecimal(status)
    out.writeStaticString(",\"stream\":")
    out.writeString(request?.isStreaming == true ? "true" : "false")
    out.writeStaticString(",\"bytes\":")
    out.writeDecimal(sentBytes)
    out.writeStaticString(",\"us\":")
    out.writeDecimal(max(0, Int(total.microseconds)))
    out.writeStaticString(",\"judge_prompt_us\":")
    out.writeDecimal(max(0, Int(times.promptJudging.microseconds)))
    out.writeStaticString(",\"judge_answer_us\":")
    out.writeDecimal(max(0, Int(times.answerJudging.microseconds)))
    out.writeStaticString("}\n")
  }
}
