/// Finds the phrases of many lists in a text, in one pass whose time is linear in the text.
///
/// - Letters match whatever their case (`ScalarTraits`: simple folding, one scalar to one scalar).
/// - A run of white space in a phrase is one blank, and one blank matches any run of up to `mostBlanks` white space
///   scalars, line feeds included. A longer run separates; the bound keeps what a stream has to hold back finite.
///   White space around a phrase is dropped.
/// - A phrase that begins or ends with a letter, number or mark does not touch another one there: `kill` is not found
///   in `skill`. Scripts that write words without blanks are exempt (`UnspacedScripts`), and so is a phrase's end that
///   is punctuation or a symbol.
///
/// Nothing else is normalised: pass phrases and texts through the same normalisation first. Immutable, so one matcher
/// serves any number of threads. Ranges are UTF-8 offsets in the text that was given.
package struct PhraseMatcher: Sendable {
  package static let mostLists = 1_024
  package static let mostPhrases = 200_000
  /// Of one phrase, in UTF-8.
  package static let mostPhraseBytes = 1_024
  /// Of all phrases, in UTF-8.
  package static let mostBytes = 8 << 20
  /// White space scalars that one blank of a phrase stands for at most.
  package static let mostBlanks = 128

  package let listCount: Int
  /// No match is longer, in UTF-8 bytes, in whatever case and with whatever white space it is written; 0 without
  /// phrases. `openBytes` says for a given text how much of its end matters.
  package let longestMatchBytes: Int

  let automaton: ByteAutomaton
  /// How far back the longest match starts, in scalars, rounded up to a power of two.
  let window: Int
  /// What an ASCII byte is, and its column.
  let ascii: [ASCIIEntry]
  let borderColumn: UInt8
  let blankColumn: UInt8
  let traits = ScalarTraits.shared

  /// What an ASCII byte is: the low byte is its column in the automaton, above are the flags.
  typealias ASCIIEntry = UInt16
  static let word: ASCIIEntry = 0x100
  static let space: ASCIIEntry = 0x200

  /// - Throws: every fault: empty phrases, and what goes over the bounds above.
  package init(lists: [[String]]) throws(PhraseFaults) {
    let traits = ScalarTraits.shared
    var faults = Self.boundFaults(lists)
    var entries: [ByteAutomaton.Entry] = []
    if faults.isEmpty {
      for (list, phrases) in lists.enumerated() {
        for (index, phrase) in phrases.enumerated() {
          let symbols = PhraseSymbols.spelled(phrase, traits)
          if symbols.isEmpty {
            faults.append(PhraseFault(list: list, phrase: index, message: "the phrase is empty"))
          } else {
            entries.append(ByteAutomaton.Entry(bytes: symbols, list: list))
          }
        }
      }
    }
    guard faults.isEmpty else { throw PhraseFaults(faults: faults) }
    let automaton = ByteAutomaton(entries, listCount: lists.count)
    self.automaton = automaton
    listCount = lists.count
    longestMatchBytes = entries.reduce(0) { max($0, Self.matchBytes($1.bytes)) }
    let mostUnits = automaton.units.max().map(Int.init) ?? 0
    var window = 1
    while window <= mostUnits { window *= 2 }
    self.window = window
    borderColumn = automaton.columns[Int(PhraseSymbols.border)]
    blankColumn = automaton.columns[Int(PhraseSymbols.blank)]
    ascii = (0..<128).map { byte in
      let entry = traits.entry(UInt32(byte))
      if entry & ScalarTraits.whiteSpace != 0 { return Self.space }
      let column = ASCIIEntry(automaton.columns[Int(traits.fold(UInt32(byte)))])
      return entry & ScalarTraits.phraseWord != 0 ? column | Self.word : column
    }
  }

  /// The most bytes that a text may spell these symbols with.
  private static func matchBytes(_ symbols: [UInt8]) -> Int {
    symbols.reduce(0) { sum, byte in
      if byte == PhraseSymbols.border || byte & 0xC0 == 0x80 { return sum }
      // White space takes at most three bytes, as U+3000 does. So do all scalars that fold to one of up to three bytes:
      // `k` may be written as the Kelvin sign.
      if byte == PhraseSymbols.blank { return sum + 3 * mostBlanks }
      return sum + (byte < 0xF0 ? 3 : 4)
    }
  }

  private static func boundFaults(_ lists: [[String]]) -> [PhraseFault] {
    var faults: [PhraseFault] = []
    if lists.count > mostLists {
      faults.append(PhraseFault(message: "\(lists.count) phrase lists are more than \(mostLists)"))
    }
    let count = lists.reduce(0) { $0 + $1.count }
    if count > mostPhrases {
      faults.append(PhraseFault(message: "\(count) phrases are more than \(mostPhrases)"))
    }
    var bytes = 0
    for (list, phrases) in lists.enumerated() {
      for (index, phrase) in phrases.enumerated() {
        let length = phrase.utf8.count
        bytes += length
        guard length > mostPhraseBytes else { continue }
        let message = "the phrase has \(length) bytes, more than \(mostPhraseBytes)"
        faults.append(PhraseFault(list: list, phrase: index, message: message))
      }
    }
    if bytes > mostBytes {
      faults.append(PhraseFault(message: "the phrases have \(bytes) bytes, more than \(mostBytes)"))
    }
    return faults
  }
}
