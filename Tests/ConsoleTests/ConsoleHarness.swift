import Classifiers
import Console
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Policy
import RefusalLog
import Synchronization
import Taxonomy

/// A whole console over a log and policies in a folder of its own, which is gone at its end.
final class ConsoleHarness: Sendable {
  /// A clock that stands still until it is moved.
  final class Clock: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { instant.withLock { $0 } }
    func advance(by duration: Duration) { instant.withLock { $0 += duration } }
  }

  /// Stands for the file of tokens.
  private final class TokenFile: Sendable {
    private let content = Mutex(ConsoleTokens())

    var tokens: ConsoleTokens { content.withLock { $0 } }
    func write(_ entries: [ConsoleTokens.Entry]) { content.withLock { $0 = ConsoleTokens(entries) } }
  }

  /// Finds harm by one word, so that tests say what is harmful.
  private struct WordClassifier: HarmClassifier {
    let identity = ClassifierIdentity(name: "word", revision: "000000000000")
    let inlineByteLimit = 0

    func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
      PromptSignals(harm: texts.contains { $0.text.contains("harmful") } ? 0.9 : 0.1)
    }

    func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
      AnswerSignals(harm: passage.contains("harmful") ? 0.9 : 0.1)
    }

    func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
      RefusalSignals(kind: .none, refusal: 0.1)
    }
  }

  static let policy = """
    name: one
    description: Refuses what is `harmful`.
    prompt:
      rules:
        - id: harm
          when: { harm: { at_least: 0.5 } }
          action: refuse
    tests:
      - prompt: something harmful
        expect: refuse
      - prompt: <script>alert(1)</script>
        expect: allow
    """

  /// 2026-11-21 14:30 UTC.
  static let now: Int64 = 1_795_271_400_000

  let folder: String
  let store: RefusalStore
  let revisions: PolicyRevisions
  let clock = Clock()
  let reviewer = ConsoleTokens.make(for: ConsoleUser(name: "rita", role: .reviewer))
  let viewer = ConsoleTokens.make(for: ConsoleUser(name: "vic", role: .viewer))
  let site: ConsoleSite
  private let file = TokenFile()

  init(hasTokens: Bool = true, hasCandidate: Bool = false) throws {
    let folder = NSTemporaryDirectory() + "evenkeel-console-" + UUID().uuidString
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder + "/policies", withIntermediateDirectories: true)
    try Self.policy.write(toFile: folder + "/policies/one.yaml", atomically: true, encoding: .utf8)
    let files = try PolicyFolderCopy.read(folder + "/policies")
    let compile: PolicyReloader.Compile = { files throws(PolicyFaults) in
      try PolicyFolder.load(files: files.files, in: files.folder)
    }
    let revisions = PolicyRevisions(
      policyName: "one", active: try compile(files), folder: folder + "/policies",
      candidateFolder: hasCandidate ? "candidates" : nil, milliseconds: Self.now)
    self.revisions = revisions
    let reloader = PolicyReloader(
      role: .active, folder: folder + "/policies", revisions: revisions, running: files, compile: compile,
      test: { _, _ in [] }, milliseconds: { Self.now })
    let store = try RefusalStore(folder: folder + "/data")
    self.store = store
    let work = BlockingWork(name: "test", threads: 2, limit: 16)
    let sources = ConsoleSources(
      revisions: revisions, classifier: WordClassifier(), store: ConsoleStore(work: work) { store }, work: work,
      reload: { if case .done(let report) = reloader.reload(.request) { [report] } else { [] } }, compile: compile,
      milliseconds: { Self.now })
    let clock = clock
    let file = file
    file.write([reviewer.entry, viewer.entry])
    let door = ConsoleDoor(work: work, now: { clock.now }, tokens: hasTokens ? { @Sendable in file.tokens } : nil)
    site = ConsoleSite(sources: sources, door: door, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
  }

  /// Takes everyone but the reviewer out of the file of tokens.
  func removeViewer() { file.write([reviewer.entry]) }

  /// The console as a program serves it, without a port.
  func run(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
    let router = Router(context: OperatorsContext.self, options: .autoGenerateHeadEndpoints)
    site.add(to: router)
    try await Application(router: router).test(.router, body)
  }
}

/// A browser, as far as these tests need one: it keeps its cookie and sends forms with the page's secret.
struct Browser {
  let client: any TestClientProtocol
  var cookie: String?

  init(_ client: any TestClientProtocol) {
    self.client = client
  }

  /// Logs in with a token.
  init(_ client: any TestClientProtocol, token: String) async throws {
    self.client = client
    let answer = try await post("/console/login", [("token", token)])
    cookie = answer.headers[.setCookie].map { String($0.prefix { $0 != ";" }) }
  }

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
    var headers = headers
    headers[.cookie] = cookie
    return try await client.execute(uri: path, method: .get, headers: headers)
  }

  func post(
    _ path: String, _ fields: [(String, String)], headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var headers = headers
    headers[.cookie] = cookie
    headers[.contentType] = "application/x-www-form-urlencoded"
    let link = Link("x", query: fields.map { (name: $0.0, value: $0.1) })
    let body = ByteBuffer(string: String(link.text.drop { $0 != "?" }.dropFirst()))
    return try await client.execute(uri: path, method: .post, headers: headers, body: body)
  }

  /// The secret that forms of this session carry.
  func secret() async throws -> String {
    let page = try await get("/console/policies").text
    let start = page.range(of: "name=\"form-token\" content=\"")
    return start.map { String(page[$0.upperBound...].prefix { $0 != "\"" }) } ?? ""
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
}
