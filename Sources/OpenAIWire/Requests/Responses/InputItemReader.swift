import Taxonomy

/// Reads one item of `input`.
///
/// An item's type and role may come after its words, so texts are added with role `.unknown` and get theirs at its end.
struct InputItemReader {
  let index: Int
  /// Index of this item's first text in the conversation.
  let firstText: Int
  private var type: ResponsesItemType?
  /// Whether `type` is there and none of the protocol's.
  private var isUnknown = false
  private var role: RoleName?
  private var hasRole = false
  /// Texts that are not the item's own words.
  private var others: [(texts: Range<Int>, role: SpeakerRole)] = []
  /// The string `result`, which is an image or text, as the type says.
  private var result: JSONStringToken?

  init(index: Int, firstText: Int) {
    self.index = index
    self.firstText = firstText
  }

  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .object else {
      throw ModelRequestFault.wrongType("input[\(index)]", expected: "an object")
    }
    let start = cursor.position
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try ResponsesItemField.table.unambiguousName(of: key, in: cursor) else {
        try readUnnamed(key, &cursor, &builder)
        continue
      }
      let first = builder.texts.count
      try read(field, &cursor, &builder)
      if let role = field.role { others.append((first..<builder.texts.count, role)) }
    }
    try addResult(cursor, &builder)
    setRoles(&builder)
    let isMessage = !isUnknown && (type ?? .message) == .message
    builder.noteMessage(
      start..<cursor.position, isInstruction: isMessage && (role == .system || role == .developer))
  }

  private mutating func read(
    _ field: ResponsesItemField, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    switch field {
    case .type: try readType(&cursor, &builder)
    case .role: try readRole(&cursor, &builder)
    case .approve, .execution, .fingerprint, .id, .phase, .status, .approvalRequestID, .callID, .containerID,
      .createdBy, .maxOutputLength:
      try add(try cursor.readConstant(), field.rawValue, &builder)
    case .code, .input, .name, .namespace, .reason, .serverLabel:
      try add(try cursor.readWords(.everything), field.rawValue, &builder)
    case .content, .output, .outputs, .summary:
      var reader = InputPartsReader(item: index, path: field.rawValue)
      try reader.read(&cursor, into: &builder)
    case .action, .actions, .caller, .environment, .error, .operation, .queries, .results, .pendingSafetyChecks:
      try add(try cursor.readWords(.items), field.rawValue, &builder)
    case .tools: try readTools(&cursor, &builder)
    case .arguments: try builder.addArguments(&cursor, role: .unknown, message: index, path: field.rawValue)
    case .result:
      if try cursor.peekType() == .string {
        result = try cursor.scanString()
      } else {
        try add(try cursor.readWords(.everything), field.rawValue, &builder)
      }
    case .encryptedContent:
      // Only who encrypted it can read it.
      try add(try cursor.readWordsUnlessMedia(), field.rawValue, &builder)
    }
  }

  private func readUnnamed(
    _ key: JSONKey, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    let name = cursor.name(of: key)
    if name == "acknowledged_safety_checks" {
      try add(try cursor.readWords(.items), name, &builder)
    } else {
      try builder.addUnknown(try cursor.readWords(of: key), message: index, path: name)
    }
  }

  private mutating func readType(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    switch try cursor.peekType() {
    case .string:
      let token = try cursor.scanString()
      type = ResponsesItemType.table.name(of: token, in: cursor)
      guard type == nil else { return }
      isUnknown = true
      builder.noteUnknown(message: index, path: "type")
      if !cursor.isIdentifier(token) { try add(cursor.words(token), "type", &builder) }
    case .null: try cursor.readNull()
    default: throw ModelRequestFault.wrongType("input[\(index)].type", expected: "a string")
    }
  }

  private mutating func readRole(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .string else {
      throw ModelRequestFault.wrongType("input[\(index)].role", expected: "a string")
    }
    let token = try cursor.scanString()
    hasRole = true
    role = RoleName.table.name(of: token, in: cursor)
    // Chat templates print a role that they do not know, so it is text like any other.
    if role == nil { try builder.addUnknown(cursor.words(token), message: index, path: "role") }
    // An escaped role is a text like an unknown one, and yet a server reads it as what it says.
    if role == nil, cursor.isTraced { role = RoleName(rawValue: cursor.text(token)) }
  }

  /// Each definition is one text: its strings mean little apart.
  private func readTools(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .array else { return try add(try cursor.readWords(.schema), "tools", &builder) }
    var scope = try cursor.enterArray()
    var tool = 0
    while try cursor.nextElement(&scope) {
      try add(try cursor.readWords(.schema), "tools[\(tool)]", &builder)
      tool += 1
    }
  }

  /// An image that was generated, or what a program gave.
  private func addResult(_ cursor: borrowing JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard let result else { return }
    if type == .imageGenerationCall {
      builder.noteMedia(message: index, path: "result")
      if cursor.isUnspaced(result) { return }
    }
    try add(cursor.words(result), "result", &builder)
  }

  private func setRoles(_ builder: inout ConversationBuilder) {
    guard !isUnknown else { return }
    let own = (type ?? .message).role ?? (hasRole ? role?.role ?? .unknown : .unknown)
    builder.setRole(own, of: firstText..<builder.texts.count)
    // What a message holds is said by its author.
    guard type?.role != nil else { return }
    for other in others { builder.setRole(other.role, of: other.texts) }
  }

  private func add(
    _ words: TracedText, _ path: String, _ builder: inout ConversationBuilder
  ) throws(ModelRequestFault) {
    try builder.add(words, role: .unknown, message: index, path: path)
  }
}
