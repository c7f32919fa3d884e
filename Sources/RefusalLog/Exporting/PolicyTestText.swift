import Taxonomy

/// Writes reviewed records as tests that `evenkeel policy test` runs.
struct PolicyTestText {
  /// Most Unicode scalars that a test takes of a text, and of an app's or a model's name.
  private static let textLimit = 100_000
  private static let nameLimit = 200
  /// Most tests that a file takes.
  static let countLimit = 10_000

  /// The text before the tests.
  static func head(policy: String) -> String {
    """
    # Made of reviewed refusals: what should have been answered is allowed, what was refused rightly is refused.
    policy: \(quoted(policy))

    tests:

    """
  }

  /// A test of what the policy has to say, or why there is none.
  ///
  /// Where the model refused, the policy had let the prompt pass: a false refusal keeps it so, and of a right one
  /// nothing follows for the policy.
  static func test(of record: RefusalRecord) throws(DataSetRow.Left) -> String {
    guard let kind = PromptKind(record) else { throw DataSetRow.Left(.unsure) }
    guard kind == .safe || record.action == .refuse else { throw DataSetRow.Left(.nothingToTest) }
    var text = "  - prompt: \(quoted(try whole(record.keptPrompt)))\n"
    if record.stage == .response, record.action == .refuse {
      text += "    response: \(quoted(try whole(record.kept(record.answer, of: record.answerBytes))))\n"
    }
    if let app = name(record.app) { text += "    app: \(quoted(app))\n" }
    if let model = record.model.flatMap(name) { text += "    model: \(quoted(model))\n" }
    return text + "    expect: \(kind == .safe ? "allow" : "refuse")\n"
  }

  private static func whole(_ kept: RefusalRecord.KeptText) throws(DataSetRow.Left) -> String {
    switch kept {
    case .whole(let text):
      guard text.unicodeScalars.count <= textLimit else { throw DataSetRow.Left(.cutShort) }
      return text
    case .missing: throw DataSetRow.Left(.notKept)
    case .cutShort: throw DataSetRow.Left(.cutShort)
    }
  }

  private static func name(_ text: String) -> String? {
    text.isEmpty || text.unicodeScalars.count > nameLimit ? nil : text
  }

  /// A double-quoted scalar of YAML: JSON's, with the characters escaped that YAML does not print.
  static func quoted(_ text: String) -> String {
    var json = JSONText()
    json.append(text)
    var quoted = String.UnicodeScalarView()
    for scalar in json.text.unicodeScalars {
      switch scalar.value {
      case 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted.append(contentsOf: "\\u\(digits)".unicodeScalars)
      default: quoted.append(scalar)
      }
    }
    return String(quoted)
  }
}
