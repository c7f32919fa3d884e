import Foundation

/// What a client has understood of an answer.
struct ClientReading {
  /// What an event adds to a text.
  struct Piece {
    var place: String
    var text: String
    /// Whether it says again all that its place has said so far.
    var isRepeat = false
  }

  /// Texts by their places: the choice, the kind, and which of them (`DialectScript.places`).
  private(set) var texts: [String: String] = [:]
  /// Pieces of the event at hand.
  private(set) var pieces: [Piece] = []
  /// Why each choice ended.
  private(set) var endings: [Int: String] = [:]
  /// Counts of tokens, as the last of them were told.
  private(set) var counts: [String: Int] = [:]
  private(set) var ids: Set<String> = []
  private(set) var models: Set<String> = []
  private(set) var fingerprints: Set<String> = []
  /// Every string that the client was sent, at any depth of any event.
  private(set) var strings: [String] = []
  /// Whether the end of the stream, or the whole answer, came.
  var isComplete = false
  /// What no client of the dialect expects.
  private(set) var faults: [String] = []

  /// Forgets the pieces of the event before.
  mutating func beginEvent() { pieces = [] }

  mutating func begin(_ payload: [String: Any]) {
    gatherStrings(payload)
    if isComplete { fault("something after the end") }
  }

  mutating func add(_ text: String?, at place: String) {
    guard let text, !text.isEmpty else { return }
    pieces.append(Piece(place: place, text: text))
    texts[place, default: ""] += text
  }

  mutating func addRepeat(_ text: String?, at place: String) {
    guard let text, !text.isEmpty else {
      if let said = texts[place] { fault("\(place) said `\(said)` and repeats nothing") }
      return
    }
    pieces.append(Piece(place: place, text: text, isRepeat: true))
    if texts[place] != text { fault("\(place) said `\(texts[place] ?? "")` and repeats `\(text)`") }
  }

  /// Log probabilities come with the text that their tokens make up, or not at all.
  mutating func expectTokens(_ tokens: [String], make text: String?) {
    if !tokens.isEmpty, tokens.joined() != text ?? "" { fault("the tokens \(tokens) of `\(text ?? "")`") }
  }

  mutating func end(_ choice: Int, _ reason: String?) {
    guard let reason else { return }
    if endings[choice] != nil { fault("choice \(choice) ends twice") }
    endings[choice] = reason
  }

  mutating func name(_ payload: [String: Any], isNamed: Bool = true) {
    if isNamed || payload["id"] != nil { ids.insert(payload["id"] as? String ?? "none") }
    models.insert(payload["model"] as? String ?? "none")
    if let fingerprint = payload["system_fingerprint"] as? String { fingerprints.insert(fingerprint) }
  }

  mutating func count(_ usage: Any?) {
    for (key, value) in usage as? [String: Any] ?? [:] {
      if let number = value as? Int { counts[key] = number }
    }
  }

  mutating func fault(_ fault: String) { faults.append(fault) }

  private mutating func gatherStrings(_ value: Any) {
    switch value {
    case let text as String: strings.append(text)
    case let values as [Any]: for value in values { gatherStrings(value) }
    case let members as [String: Any]:
      for (key, value) in members {
        strings.append(key)
        // A time is nobody's words.
        if key == "created_at" { continue }
        gatherStrings(value)
      }
    default: break
    }
  }

  /// JSON with its keys in order, so that the same values are the same text; other text as it is.
  static func canonical(_ json: String) -> String {
    guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8)) else { return json }
    return canonical(value) ?? json
  }

  static func canonical(_ value: Any) -> String? {
    guard JSONSerialization.isValidJSONObject(value),
      let data = try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// The texts with the JSON of tools in one way of writing.
  static func comparable(_ texts: [String: String]) -> [String: String] {
    var texts = texts
    for (place, text) in texts where place.contains("tool") { texts[place] = canonical(text) }
    return texts
  }
}
