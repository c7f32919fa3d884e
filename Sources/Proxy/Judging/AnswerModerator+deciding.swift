import Classifiers
import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension AnswerModerator {
  /// Applies what was found on one passage: the strand is judged up to its end, or its choice is cut.
  mutating func apply(_ result: Result<AnswerSignals, ClassifierFailure>, strand: Int, end: Int) {
    guard let position = choices.firstIndex(where: { $0.index == strands[strand].choice }),
      !choices[position].isCut
    else { return }
    if case .success(let found) = result { signals = signals?.worse(of: found) ?? found }
    let decided = Self.decision(of: plan.policy, on: result)
    if let candidate = plan.candidate {
      comparison?.note(active: Ruling(decided), candidate: Ruling(Self.decision(of: candidate, on: result)))
    }
    if decided.action != .allow, decision.map({ !$0.withholds && decided.withholds }) ?? true { decision = decided }
    if decided.withholds {
      cut(choice: position, messageKey: decided.messageKey)
    } else {
      strands[strand].pass(end)
    }
  }

  /// What a policy says of one passage.
  private static func decision(
    of policy: CompiledPolicy, on result: Result<AnswerSignals, ClassifierFailure>
  ) -> Decision {
    switch result {
    case .success(let found): policy.decide(answer: found)
    case .failure: policy.decideOnClassifierFailure(.response)
    }
  }

  /// Withholds the rest of one choice, and ends the answer when no other choice is left open.
  private mutating func cut(choice position: Int, messageKey: String?) {
    choices[position].isCut = true
    let index = choices[position].index
    let message = plan.policy.message(messageKey, languages: plan.languages, decision: plan.decision)
    jobs.removeAll { job in
      if case .passage(let strand, _, _) = job { strands[strand].choice == index } else { false }
    }
    guard plan.isStream else {
      for frame in frames.indices { frames[frame].cutChoices.insert(index) }
      replacements[index] = AnswerRendering.refusedChoice(index: index, message: message)
      return
    }
    // What is judged and settled of the choice may still leave; the cut stands before the first frame that is not.
    let first =
      frames.firstIndex { frame in
        frame.needs.contains { $0.choice == index && $0.end > strands[$0.strand].settled }
      } ?? frames.endIndex
    for frame in frames[first...].indices { frames[frame].cutChoices.insert(index) }
    let isFirstText =
      !choices[position].wasReleased && !frames[..<first].contains { frame in frame.carries(choice: index) }
    let bytes = StreamRendering.cutChunks(
      envelope, index: index, message: message, includesRole: isFirstText, includesUsage: plan.includesUsage)
    held += bytes.readableBytes
    frames.insert(.own(bytes), at: first)
    if choices.count >= plan.choiceCount, choices.allSatisfy({ $0.isCut || $0.isFinished }) { closeStream() }
  }

  /// What is known of the usage of an answer that was cut before upstream told it: each event with text is at least one
  /// token. The prompt's tokens are unknown.
  private var usageSoFar: ByteBuffer {
    ByteBuffer(
      string: "{\"prompt_tokens\":0,\"completion_tokens\":\(textEvents),\"total_tokens\":\(textEvents)}")
  }

  /// Every choice is over: the proxy closes the stream, unless upstream already has.
  private mutating func closeStream() {
    guard !hasEnded, !sawDone else { return }
    hasEnded = true
    cancelIsDue = true
    if plan.includesUsage, !sawUsageChunk {
      append(.own(StreamRendering.usageChunk(envelope, usage: usage ?? usageSoFar)))
    }
    append(.own(StreamRendering.done))
  }
}
