import Classifiers
import Foundation
import Synchronization
import Taxonomy

/// A judge that a test can predict: a text that holds `BAD` is harmful, one that holds `BROKEN` makes it fail, an
/// opening that holds `Sorry` refuses, and one that holds `HELD` waits for the test.
final class ScriptedClassifier: HarmClassifier {
  let identity = ClassifierIdentity(name: "scripted", revision: "0")
  let inlineByteLimit: Int

  private let release = DispatchSemaphore(value: 0)
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let judged = Mutex<[String]>([])
  private let seen = Mutex<Set<UInt>>([])

  init(inlineByteLimit: Int) {
    self.inlineByteLimit = inlineByteLimit
    (stream, continuation) = AsyncStream.makeStream(of: Void.self)
  }

  /// Waits until a text is being held.
  func waitUntilHolding() async { for await _ in stream { return } }

  /// Lets what is held go, and whatever comes later.
  func letGo() { release.signal() }

  /// Every text that was judged, as a prompt or as an answer.
  var texts: [String] { judged.withLock { $0 } }

  /// Forgets what was judged so far, as a proxy's warming up.
  func forget() { judged.withLock { $0 = [] } }

  /// On how many threads something was judged.
  var threads: Int { seen.withLock { $0.count } }

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    let text = texts.map(\.text).joined(separator: "\n")
    return PromptSignals(harm: try harm(of: text), worst: texts.first?.place)
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    AnswerSignals(harm: try harm(of: passage))
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    answer.contains("Sorry") ? RefusalSignals(kind: .full, refusal: 0.95) : RefusalSignals(kind: .none, refusal: 0.02)
  }

  private func harm(of text: String) throws(ClassifierFailure) -> Double {
    judged.withLock { $0.append(text) }
    seen.withLock { _ = $0.insert(UInt(bitPattern: ObjectIdentifier(Thread.current).hashValue)) }
    if text.contains("HELD") {
      continuation.yield()
      release.wait()
      release.signal()
    }
    if text.contains("BROKEN") { throw .failed(reason: "as scripted") }
    // Between the two ranges that the test policies know as harmless and harmful.
    if text.contains("DOUBTFUL") { return 0.4 }
    return text.contains("BAD") ? 0.9 : 0.1
  }
}
