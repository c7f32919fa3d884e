import Taxonomy

extension RefusalRecord {
  /// The record in the spill file. A field that is added goes to the end, so that bytes of an earlier version are read
  /// still: JSON would be easier to look at, and takes ten times as long to read back.
  var spillBytes: SpillBytes {
    var out = SpillBytes()
    out.put(id.high)
    out.put(id.low)
    out.put(app)
    out.put(keyID)
    out.put(endpoint)
    out.put(model)
    out.put(isStreamed)
    out.put(policy.name)
    out.put(policy.revision)
    out.put(classifier)
    out.put(stage)
    out.put(action)
    out.put(isEnforced)
    out.put(ruleIDs.count)
    for id in ruleIDs { out.put(id) }
    out.put(cause)
    out.put(verdict)
    for score in [promptHarm, attack, answerHarm, refusalScore] { out.put(score) }
    out.put(refusalKind) { $0.put($1) }
    out.put(categories.count)
    for (name, score) in categories {
      out.put(name)
      out.put(score)
    }
    for time in [promptJudgingMicroseconds, answerJudgingMicroseconds, totalMicroseconds] { out.put(time) }
    out.put(upstreamMilliseconds)
    out.put(statusCode)
    out.put(delivery)
    out.put(releasedCharacters)
    out.put(contentMode)
    out.put(prompt)
    out.put(promptBytes)
    out.put(answer)
    out.put(answerBytes)
    out.put(userKey)
    out.put(retry) { out, retry in
      out.put(retry.answer)
      out.put(retry.answerBytes)
      out.put(retry.answerHarm)
      out.put(retry.refusalKind) { $0.put($1) }
      out.put(retry.isDelivered)
      out.put(retry.milliseconds)
      out.put(retry.tokens)
    }
    return out
  }

  init(spillBytes bytes: ArraySlice<UInt8>) throws(SpillBytesReader.Unreadable) {
    var reader = SpillBytesReader(bytes)
    let (high, low) = (try reader.word(), try reader.word())
    let id = DecisionID(milliseconds: high >> 16, random: (high, low))
    let (app, keyID, endpoint) = (try reader.string(), try reader.optionalString(), try reader.string())
    let (model, isStreamed) = (try reader.optionalString(), try reader.bool())
    let policy = PolicyReference(name: try reader.string(), revision: try reader.string())
    self.init(
      id: id, app: app, keyID: keyID, endpoint: endpoint, model: model, isStreamed: isStreamed, policy: policy,
      classifier: try reader.string(), stage: try reader.value(), action: try reader.value(),
      isEnforced: try reader.bool(), ruleIDs: try Self.texts(&reader), cause: try reader.value(),
      verdict: try reader.value(), promptHarm: try reader.optionalDouble(), attack: try reader.optionalDouble(),
      answerHarm: try reader.optionalDouble(), refusalScore: try reader.optionalDouble(),
      refusalKind: try reader.optionalValue(), categories: try Self.scores(&reader),
      promptJudgingMicroseconds: try reader.int(), answerJudgingMicroseconds: try reader.int(),
      totalMicroseconds: try reader.int(), upstreamMilliseconds: try reader.optionalInt(),
      statusCode: try reader.int(), delivery: try reader.value(), releasedCharacters: try reader.int(),
      contentMode: try reader.value())
    prompt = try reader.optionalString()
    promptBytes = try reader.optionalInt()
    answer = try reader.optionalString()
    answerBytes = try reader.optionalInt()
    userKey = try reader.optionalString()
    guard try reader.bool() else { return }
    let text = RecordedContent(text: try reader.optionalString(), byteCount: try reader.optionalInt())
    retry = RetriedAnswer(
      answer: text, answerHarm: try reader.optionalDouble(), refusalKind: try reader.optionalValue(),
      isDelivered: try reader.bool(), milliseconds: try reader.int(), tokens: try reader.optionalInt())
  }

  private static func texts(_ reader: inout SpillBytesReader) throws(SpillBytesReader.Unreadable) -> [String] {
    var texts: [String] = []
    for _ in 0..<max(0, try reader.int()) { texts.append(try reader.string()) }
    return texts
  }

  private static func scores(
    _ reader: inout SpillBytesReader
  ) throws(SpillBytesReader.Unreadable) -> [String: Double] {
    var scores: [String: Double] = [:]
    for _ in 0..<max(0, try reader.int()) {
      let name = try reader.string()
      scores[name] = try reader.double()
    }
    return scores
  }
}
