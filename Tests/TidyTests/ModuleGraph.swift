/// Which modules may import which: the arrows of docs/architecture.md.
enum ModuleGraph {
  /// What each module of `Sources/` may import, beside the platform's modules.
  static let allowed: [String: Set<String>] = [
    "Taxonomy": [],
    "CModelWeights": [],
    "CEncoderKernels": [],
    "CLibPQ": [],
    "OpenAIWire": ["Taxonomy", "NIOCore"],
    "TextNormalising": [],
    "Classifiers": ["Taxonomy", "TextNormalising", "CModelWeights", "CEncoderKernels", "Crypto"],
    "Policy": ["Taxonomy", "TextNormalising", "Crypto", "Yams"],
    "RefusalLog": ["Taxonomy", "CLibPQ", "Crypto", "GRDB", "Logging", "ServiceLifecycle"],
    "Proxy": [
      "OpenAIWire", "Policy", "Classifiers", "RefusalLog", "Taxonomy", "Crypto", "Logging", "NIOCore", "NIOPosix",
      "NIOSSL", "NIOTLS", "ServiceLifecycle",
    ],
    "Console": [
      "Policy", "RefusalLog", "Classifiers", "Taxonomy", "Crypto", "Hummingbird", "Logging", "NIOCore",
      "ServiceLifecycle",
    ],
    "StandIn": ["Hummingbird", "Logging", "ServiceLifecycle"],
    "evenkeel": [
      "Proxy", "Console", "StandIn", "Policy", "Classifiers", "RefusalLog", "Taxonomy", "ArgumentParser",
      "Configuration", "Crypto", "Logging", "ServiceLifecycle", "UnixSignals",
    ],
  ]

  /// What comes with the toolchain and the operating system.
  static let platform: Set<String> = [
    "Swift", "Foundation", "FoundationEssentials", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc",
    "Musl", "Darwin",
  ]

  /// The imports of a source file that its module may not have.
  static func findings(in file: SourceFile) throws -> [Finding] {
    guard file.isSwift, let module = file.module else { return [] }
    guard let allowed = allowed[module] else {
      return [Finding(file: file.path, line: nil, problem: "module `\(module)` is not in the module graph")]
    }
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
    return file.swiftLines.lines.enumerated().compactMap { index, line in
      guard let match = line.code.firstMatch(of: pattern) else { return nil }
      let imported = String(match.1)
      if platform.contains(imported) || allowed.contains(imported) || imported == module { return nil }
      return Finding(
        file: file.path, line: index + 1, problem: "`\(module)` may not import `\(imported)`: see docs/architecture.md")
    }
  }
}
