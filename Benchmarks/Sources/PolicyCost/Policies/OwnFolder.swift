import Policy

/// Folders of policy files, as a reload finds them.
enum OwnFolder {
  /// What the files look for.
  enum Contents: String, CaseIterable {
    /// All the same 5,000 phrases, in ten files of `lists`, and the same 50 expressions.
    case shared
    /// Each 500 phrases and 10 expressions of its own.
    case own
  }

  private static let rules = 40
  private static let tests = 20

  /// So many policies; the files of `lists` come on top.
  static func files(_ count: Int, _ contents: Contents) -> [PolicyFolder.File] {
    var phrases = OwnPhrases(seed: 23)
    var texts = OwnTexts(seed: 29)
    var files: [PolicyFolder.File] = []
    if contents == .shared {
      for (index, list) in phrases.lists(10, of: 500).enumerated() {
        files.append(("lists/phrases-\(index).txt", Array(list.joined(separator: "\n").utf8)))
      }
    }
    for index in 0..<count {
      var text = "name: policy-\(index)\nphrase_lists:\n"
      switch contents {
      case .shared:
        for list in 0..<10 { text += "  phrases-\(list): { file: phrases-\(list).txt }\n" }
      case .own:
        for (place, list) in phrases.lists(10, of: 50).enumerated() {
          // Words of its own, so that no two files have a phrase in common.
          let own = list.map { PolicyText.quoted("\($0) of file \(index)") }
          text += "  phrases-\(place): [\(own.joined(separator: ", "))]\n"
        }
      }
      let patterns = contents == .shared ? OwnExpressions.fifty : OwnExpressions.own(10, of: index)
      let texted =
        PolicyText.listRules((0..<10).map { "phrases-\($0)" })
        + PolicyText.expressionRules(patterns, of: patterns.count / 10)
      let rules = texted + PolicyText.scoreRules(rules - texted.count)
      text += "prompt:\n  rules:\n" + PolicyText.block(rules) + "tests:\n"
      for _ in 0..<tests {
        text += "  - { prompt: \(PolicyText.quoted(line(&texts))), expect: allow }\n"
      }
      files.append(("policy-\(index).yaml", Array(text.utf8)))
    }
    return files
  }

  /// A test's prompt: 100 bytes on one line.
  private static func line(_ texts: inout OwnTexts) -> String {
    texts.prose(bytes: 100).split(separator: "\n").joined(separator: " ")
  }

  /// Ten small policies, and a thousand routes to them: 300 that look at app and model, 200 at app and header, 400 at the
  /// app, 100 at how it begins.
  static func routed() -> [PolicyFolder.File] {
    var files: [PolicyFolder.File] = (0..<10).map { index in
      let text = "name: policy-\(index)\nprompt:\n  rules:\n" + PolicyText.block(PolicyText.scoreRules(1))
      return ("policy-\(index).yaml", Array(text.utf8))
    }
    let routes = (0..<1_000).map { index in
      let policy = "policy: policy-\(index % 10)"
      switch index % 10 {
      case 0..<3: return "{ \(policy), app: both-\(index), model: [model-\(index), model-x-\(index)] }"
      case 3..<5: return "{ \(policy), app: headed-\(index), header: { x-tier: [gold-\(index)] } }"
      case 5..<9: return "{ \(policy), app: [app-\(index)] }"
      default: return "{ \(policy), app: [wide-\(index)-*] }"
      }
    }
    files.append(("routes.yaml", Array(("default: policy-0\nroutes:\n" + PolicyText.block(routes, indent: 2)).utf8)))
    return files
  }
}
