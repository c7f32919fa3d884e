import Taxonomy

extension RefusalRecord {
  /// Most UTF-8 bytes of a name in a record: app, key id, endpoint, model, policy, classifier. The model's name comes
  /// from the client, so it needs a bound.
  package static let nameByteLimit = 256
  /// Most UTF-8 bytes of a prompt or an answer in a record, whatever the caller's own limit.
  package static let contentByteLimit = 1 << 20
  /// Most UTF-8 bytes of a user's pseudonym: twice the hexadecimal digits of a SHA-256.
  package static let userKeyByteLimit = 128
  /// Most rule ids in a record.
  package static let ruleLimit = 64

  /// The record as it is stored: names and content within their limits, no NUL characters.
  package func bounded() -> RefusalRecord {
    var record = self
    let names = Self.nameByteLimit
    record.app = app.recordable(bytes: names)
    record.keyID = keyID?.recordable(bytes: names)
    record.endpoint = endpoint.recordable(bytes: names)
    record.model = model?.recordable(bytes: names)
    record.policy.name = policy.name.recordable(bytes: names)
    record.policy.revision = policy.revision.recordable(bytes: names)
    record.classifier = classifier.recordable(bytes: names)
    record.ruleIDs = ruleIDs.prefix(Self.ruleLimit).map { $0.recordable(bytes: names) }
    record.prompt = prompt?.recordable(bytes: Self.contentByteLimit)
    record.answer = answer?.recordable(bytes: Self.contentByteLimit)
    record.userKey = userKey.flatMap { $0.isEmpty ? nil : $0.recordable(bytes: Self.userKeyByteLimit) }
    record.retry?.answer = retry?.answer?.recordable(bytes: Self.contentByteLimit)
    return record
  }

  /// About how many bytes the record takes in memory: what the queue's byte limit counts.
  var byteEstimate: Int {
    let names =
      app.utf8.count + (keyID?.utf8.count ?? 0) + endpoint.utf8.count + (model?.utf8.count ?? 0)
      + policy.name.utf8.count + policy.revision.utf8.count + classifier.utf8.count
    let rules = ruleIDs.reduce(0) { $0 + $1.utf8.count + 16 }
    let content = (prompt?.utf8.count ?? 0) + (answer?.utf8.count ?? 0) + (retry?.answer?.utf8.count ?? 0)
    return MemoryLayout<RefusalRecord>.stride + names + rules + content + categories.count * 48
  }
}
