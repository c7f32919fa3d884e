extension LineBan {
  private static let inSources: @Sendable (SourceFile) -> Bool = { $0.isBelow("Sources") }
  private static let inTests: @Sendable (SourceFile) -> Bool = { $0.isBelow("Tests") }
  private static let inBoth: @Sendable (SourceFile) -> Bool = { $0.isBelow("Sources") || $0.isBelow("Tests") }
  private static let belowTheExecutable: @Sendable (SourceFile) -> Bool = {
    $0.isBelow("Sources") && $0.module != "evenkeel"
  }

  /// The bans of this project.
  static let all: [LineBan] = [
    LineBan(
      name: "unstructured task", instead: "use a task group, or say why in `// unstructured: …` beside it",
      pattern:
        #"^(?!\s*(extension|struct|class|enum)\b).*?(^|[^\w.])(Task|_Concurrency\.Task)(<[^>]*>)?(\.detached|\.immediate)?\s*[({]"#,
      excuse: "unstructured: \\S", applies: inBoth,
      bad: [
        "Task { await run() }", "let task = Task.detached(priority: .low) { }", "Task<Void, Never> { }",
      ],
      good: [
        "// unstructured: lives as long as the process\nTask { }", "Task { }  // unstructured: lives with the channel",
        "withTaskGroup(of: Int.self) { }", "struct PendingTask { }", "let text = \"Task { \"",
        "try Task.checkCancellation()",
      ]),
    LineBan(
      name: "@unchecked Sendable", instead: "use Mutex, or name the lock or the event loop that guards it in a comment",
      pattern: "@unchecked\\s+Sendable", excuse: "(?i)\\block|mutex|event loop", applies: inBoth,
      bad: ["final class Cache: @unchecked Sendable {", "/// Holds pages.\nfinal class Cache: @unchecked Sendable {"],
      good: ["/// Guarded by the lock `state`.\nfinal class Cache: @unchecked Sendable {", "struct Page: Sendable {"]),
    LineBan(
      name: "nonisolated(unsafe)", instead: "use Mutex or pass the value",
      pattern: #"nonisolated\(unsafe\)"#, excuse: nil, applies: inBoth,
      bad: ["nonisolated(unsafe) var count = 0"], good: ["nonisolated var count: Int { 0 }"]),
    LineBan(
      name: "try!", instead: "throw, or `guard … else { preconditionFailure(why) }` for a fault of our own",
      pattern: #"\btry!"#, excuse: nil, applies: inBoth,
      bad: ["let regex = try! Regex(pattern)"], good: ["let value = try read()", "// never try! here"]),
    LineBan(
      name: "fatalError", instead: "throw for the world's errors, `preconditionFailure` for ours",
      pattern: #"\bfatalError\s*\("#, excuse: nil, applies: inSources,
      bad: ["fatalError(\"no file\")"], good: ["preconditionFailure(\"no state\")"]),
    LineBan(
      name: "try? on a write", instead: "handle the error: a write that failed is a fact that somebody needs",
      pattern:
        #"\btry\?.*\b(write\w*|append\w*|save|insert|update|delete|execute|synchronize|sync|flush|commit|createDirectory|createFile|moveItem|copyItem|removeItem|replaceItem\w*)\s*\("#,
      excuse: nil, applies: inSources,
      bad: [
        "try? data.write(to: url)", "_ = try? await database.execute(sql)",
        "try? FileManager.default.removeItem(at: url)",
      ],
      good: ["let text = try? String(contentsOf: url)", "try data.write(to: url)"]),
    LineBan(
      name: "print", instead: "log with swift-log; only the executable speaks to the terminal",
      pattern: #"(^|[^\w.])(print|debugPrint|dump)\("#, excuse: nil, applies: belowTheExecutable,
      bad: ["print(\"here\")", "  debugPrint(value)"], good: ["footprint(of: value)", "logger.info(\"print(\")"]),
    LineBan(
      name: "environment read", instead: "take the value from the executable, which reads flags, environment and file",
      pattern: #"\bgetenv\s*\(|ProcessInfo\b.*\.environment\b|\benviron\b"#, excuse: nil, applies: belowTheExecutable,
      bad: ["ProcessInfo.processInfo.environment[\"HOME\"]", "let home = getenv(name)"],
      good: ["ProcessInfo.processInfo.processIdentifier", "let environment = 3"]),
    LineBan(
      name: "@testable", instead: "give the member `package` access: one release build serves tests and binary",
      pattern: #"@testable\b"#, excuse: nil, applies: inBoth,
      bad: ["@testable import Policy"], good: ["import Policy"]),
    LineBan(
      name: "sleep in a test", instead: "wait on a condition, or drive an injected clock",
      pattern: #"\bThread\.sleep|\bTask\.sleep|\bu?sleep\s*\(|\bnanosleep\s*\(|[cC]lock\.sleep"#, excuse: nil,
      applies: inTests,
      bad: ["try await Task.sleep(for: .seconds(1))", "usleep(1000)", "Thread.sleep(forTimeInterval: 1)", "sleep(1)"],
      good: ["clock.advance(by: .seconds(1))", "let asleep = 1"]),
  ]
}
