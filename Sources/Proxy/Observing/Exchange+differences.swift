import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension Exchange {
  /// Writes a line for each stage on which a candidate revision decided otherwise than the active one.
  ///
  /// Every value is a number, a word of ours, or a policy's or a rule's name, which have letters, digits, `-` and `_`.
  func writeDifferences(into out: inout ByteBuffer) {
    for comparison in comparisons {
      for pair in comparison.pairs where pair.effects.differ {
        out.writeStaticString("{\"log\":\"candidate\",\"time_ms\":")
        out.writeDecimal(Int(decisionID.milliseconds))
        out.writeString(
          ",\"decision\":\"\(decisionID)\",\"stage\":\"\(pair.active.decision.stage.rawValue)\",\"active\":")
        write(pair.active, of: policy, into: &out)
        out.writeStaticString(",\"candidate\":")
        write(pair.candidate, of: comparison.candidate, into: &out)
        out.writeStaticString("}\n")
      }
    }
  }

  private func write(_ side: CandidateComparison.Side, of policy: CompiledPolicy, into out: inout ByteBuffer) {
    let rules = side.decision.ruleIDs.map { "\"\($0)\"" }.joined(separator: ",")
    out.writeString(
      "{\"policy\":\"\(policy.reference)\",\"effect\":\"\(side.effect.rawValue)\","
        + "\"cause\":\"\(side.decision.cause.rawValue)\",\"rules\":[\(rules)]}")
  }
}
