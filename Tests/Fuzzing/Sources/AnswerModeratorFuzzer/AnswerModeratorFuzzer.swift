import Foundation
import LibFuzzer
import Policy
import Proxy
import Taxonomy

/// Moderates answers that libFuzzer makes up, in every dialect, streamed and whole.
///
/// Beyond not crashing: each answer ends or is a fault; what is harmful or to be taken out is in nothing that was
/// released; and another split of the bytes, with findings that come later, gives the same decision, the same answer and
/// the same record.
///
///   AnswerModeratorFuzzer -write_seeds=FOLDER    writes answers to begin with
@main
enum AnswerModeratorFuzzer {
  static func main() throws {
    let option = "-write_seeds="
    if let argument = CommandLine.arguments.first(where: { $0.hasPrefix(option) }) {
      return try AnswerSeeds.write(to: URL(filePath: String(argument.dropFirst(option.count))))
    }
    var count = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv
    exit(
      unsafe runFuzzer(&count, &arguments) { start, count in
        unsafe tryAnswer(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }
}

private let policies: [FuzzedAnswer.Release: CompiledPolicy] = {
  do { return try FuzzedAnswer.policies() } catch { preconditionFailure("the policies do not load: \(error)") }
}()

private func tryAnswer(_ input: [UInt8]) {
  guard let answer = FuzzedAnswer(input) else { return }
  let plan = answer.plan(policies)
  var random = SplitMix(seed: answer.seed)
  let first = ModeratorDriver.run(plan, [answer.bytes])
  let second = ModeratorDriver.run(plan, random.pieces(of: answer.bytes), lag: answer.lag)
  for outcome in [first, second] {
    check(outcome.fault != nil || outcome.isFinished, "does not end")
    let texts = ReleasedTexts(outcome.released, of: answer)
    // A trail may hold what is not judged yet; what is taken out is in none.
    if answer.release != .trail, let text = texts.harmful { fatalError("released `\(text)`") }
    if answer.redacts, let text = texts.unredacted { fatalError("did not take out of `\(text)`") }
  }
  // Damage behind a cut is seen or not, as the cut comes in time or not.
  guard first.fault == nil, second.fault == nil else { return }
  check(first.decision == second.decision, "\(first.decision as Any) and \(second.decision as Any)")
  guard first.decision?.withholds == true, answer.isStream else {
    var second = second
    // How much more upstream sends depends on when it is told to stop.
    second.wasCancelled = first.wasCancelled
    check(first == second, "\(first)\nand\n\(second)")
    return
  }
  guard answer.release != .trail else { return }
  let (one, other) = (beforeCut(first.released), beforeCut(second.released))
  check(one == other, "\(one)\nand\n\(other)")
}

/// What was released before the policy's message.
private func beforeCut(_ released: String) -> Substring {
  released.firstRange(of: "\"No.\"").map { released[..<$0.lowerBound] } ?? released[...]
}

/// A precondition whose message an optimised build shows too.
private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
