import Foundation
import LibFuzzer
import Policy
import Taxonomy

/// Loads folders that libFuzzer makes up, and has what loads decide.
///
/// Beyond not crashing: a folder loads or has at least one fault; each fault and warning names a file of the folder, and a
/// position within it, in one line; loading the files in another order gives the same.
@main
enum PolicyLoaderFuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv
    exit(
      unsafe runFuzzer(&count, &arguments) { start, count in
        unsafe tryFolder(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }
}

private func tryFolder(_ bytes: [UInt8]) {
  let files = FolderBytes.files(bytes)
  let first = Result { () throws(PolicyFaults) in try PolicyFolder.load(files: files) }
  let second = Result { () throws(PolicyFaults) in try PolicyFolder.load(files: files.reversed()) }
  switch (first, second) {
  case (.success(let snapshot), .success(let again)):
    precondition(snapshot.revision == again.revision && snapshot.names == again.names, "loads in two ways")
    precondition(snapshot.warnings == again.warnings, "warns in two ways")
    check(snapshot.warnings, files)
    decide(snapshot)
  case (.failure(let faults), .failure(let again)):
    precondition(faults == again, "fails in two ways")
    precondition(!faults.faults.isEmpty, "failed without a fault")
    check(faults.faults, files)
  default: preconditionFailure("loads and fails")
  }
}

private func check(_ faults: [PolicyFault], _ files: [PolicyFolder.File]) {
  for fault in faults {
    precondition(!fault.message.isEmpty && !fault.description.contains { $0.isNewline }, "not one line: \(fault)")
    guard fault.line > 0 else { continue }
    guard let file = files.first(where: { $0.name == fault.file }) else {
      preconditionFailure("a position in a file that is not there: \(fault)")
    }
    // A line ends at any of six things; a byte of each is enough for a bound.
    let ends = file.contents.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) }
    precondition(
      fault.line <= ends + 1 && (1...(file.contents.count + 1)).contains(fault.column), "no such place: \(fault)")
  }
}

private func decide(_ snapshot: PolicySnapshot) {
  let facts = RouteFacts(app: "devtools", model: "llama-3-8b")
  _ = snapshot.resolve(facts, fallback: snapshot.names[0])
  let texts = ["How do I kill a Python process?", "Mail a@example.com, h4cker, \u{200B}card 4111 1111 1111 1111"]
  let items = texts.enumerated().map { index, text in
    JudgedItem(
      text: JudgedText(role: .user, place: TextPlace(message: index, path: "content"), text: text),
      signals: index == 0 ? PromptSignals(harm: 0.6, categories: [.cyber: 0.7], attack: 0.2) : nil, index: index)
  }
  for name in snapshot.names {
    guard let policy = snapshot.policy(named: name) else { preconditionFailure("no policy of a listed name") }
    let ruling = policy.rule(onPrompt: items, facts: facts)
    precondition(!ruling.decision.withholds || ruling.redactions.isEmpty, "redacts what is not sent")
    for (item, redactions) in ruling.redactions {
      _ = TextRedaction.applied(redactions, to: texts[item])
    }
    _ = policy.rule(
      onAnswer: texts[1], signals: AnswerSignals(harm: 0.4), refusal: RefusalKind.none, facts: facts)
    _ = policy.answerRedactions(in: texts[1], isComplete: true, facts: facts)
    _ = policy.answerRedactions(in: texts[1], isComplete: false, facts: facts)
    _ = policy.runTests { test in
      PolicyTestSignals(
        prompt: PromptSignals(harm: 0.5),
        passages: test.response.map { [(text: $0, signals: AnswerSignals(harm: 0.5))] } ?? [],
        refusal: test.response == nil ? nil : .full)
    }
  }
}
