/// Makes the views of a text that are judged: the text without what hides its words, and beside it what it says once a
/// disguise is undone (docs/normalisation.md). For judging only: what is forwarded is never normalised.
///
/// Pure. Time and memory are linear in the text's bytes: a fixed number of passes, each over at most as many bytes as
/// the text has. The text itself is always the first view; a text without a disguise has no other.
package enum TextNormaliser {
  /// Views of one text, the first included; none has more bytes than the text, so all have at most four times as many.
  package static let mostViews = 4
  /// Encodings undone within each other.
  package static let mostEncodings = 2

  /// The text as it reads: compatibility composition (NFKC), without invisible scalars and stacks of marks, and with
  /// letters of other scripts that pass for Latin ones as Latin ones.
  ///
  /// Never longer than the text in UTF-8, and its own normalised form.
  package static func normalised(_ text: String) -> String { Normalised(text, readsTags: false).text }

  /// The text's views: the normalised text; letters put right; encodings undone; and what is within or behind those.
  package static func views(of text: String) -> [TextView] {
    let normalised = Normalised(text, readsTags: false)
    var views = [TextView(text: normalised.text)]
    var plain = Array(normalised.text.utf8)
    var outer: [TextDisguise] = []
    if normalised.hasTags {
      plain = Array(Normalised(text, readsTags: true).text.utf8)
      outer = [.tagCharacters]
      add(plain, outer, to: &views)
    }
    let survey = TextSurvey(plain)
    let letters = survey.hasLetterDisguise ? LetterDisguises.undo(plain) : nil
    if let letters { add(letters.bytes, outer + letters.disguises, to: &views) }
    let decoded = Encodings.undo(plain, survey)
    if let decoded { add(decoded.bytes, outer + decoded.disguises, to: &views) }
    // What lies behind: an encoding within the first one, or behind letters that were put right.
    guard let first = decoded ?? letters else { return views }
    let behind = TextSurvey(first.bytes)
    let within = Encodings.undo(first.bytes, behind)
    let inner = within ?? first
    let last = decoded == nil ? nil : LetterDisguises.undo(inner.bytes)
    guard within != nil || last != nil else { return views }
    let disguises = outer + first.disguises + (within?.disguises ?? []) + (last?.disguises ?? [])
    add(last?.bytes ?? inner.bytes, disguises, to: &views)
    return views
  }

  /// Adds a view that says something else than those there are.
  private static func add(_ bytes: [UInt8], _ disguises: [TextDisguise], to views: inout [TextView]) {
    var text = String(decoding: bytes, as: UTF8.self)
    if bytes.contains(where: { $0 >= 0x80 || $0 < 0x20 }) { text = Normalised(text, readsTags: false).text }
    guard views.count < mostViews, !views.contains(where: { $0.text == text }) else { return }
    var once: [TextDisguise] = []
    for disguise in disguises where once.last != disguise { once.append(disguise) }
    views.append(TextView(text: text, disguises: once))
  }

  /// A normalised text, and whether tag characters were left out of it.
  private struct Normalised {
    var text: String
    var hasTags = false

    init(_ text: String, readsTags: Bool) {
      self.text = text
      var copy = text
      if copy.withUTF8({ unsafe TextSurvey.isPlain($0) }) { return }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(copy.utf8.count)
      let findings = ScalarCleaning.clean(copy, readsTags: readsTags, into: &bytes)
      hasTags = findings.hasTags
      guard findings.isChanged || findings.mayCompose || findings.hasLookalikes else { return }
      var hasLookalikes = findings.hasLookalikes
      if findings.mayCompose {
        let composed = String(decoding: Composition.composed(bytes), as: UTF8.self)
        bytes.removeAll(keepingCapacity: true)
        let again = ScalarCleaning.clean(composed, readsTags: readsTags, into: &bytes)
        hasLookalikes = hasLookalikes || again.hasLookalikes
      }
      self.text = String(decoding: bytes, as: UTF8.self)
      if hasLookalikes, let folded = HomoglyphFolding.fold(self.text) { self.text = folded }
    }
  }
}
