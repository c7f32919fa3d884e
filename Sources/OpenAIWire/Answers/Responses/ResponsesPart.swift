/// Numbers for the parts of an answer (`AnswerText.part`): an item, and what it consists of.
enum ResponsesPart {
  /// Numbers of one item: half of them for its content, half for its summary.
  private static let partsPerItem = 65_536
  private static let half = 32_768
  /// Items have lower indices than this; all others share one number, so that no arithmetic overflows.
  private static let itemLimit = 1 << 31

  /// A part of an item's content; part 0 also stands for what the item says elsewhere.
  static func content(_ output: Int, _ index: Int = 0) -> Int { item(output) + bounded(index) }

  /// A part of a reasoning's summary.
  static func summary(_ output: Int, _ index: Int) -> Int { item(output) + half + bounded(index) }

  /// Whether a part is one of a summary.
  static func isSummary(_ part: Int) -> Bool { part % partsPerItem >= half }

  /// The index of a part within the content or summary that it belongs to.
  static func index(of part: Int) -> Int { part % half }

  private static func item(_ output: Int) -> Int {
    (0..<itemLimit).contains(output) ? output * partsPerItem : itemLimit * partsPerItem
  }

  private static func bounded(_ index: Int) -> Int { min(max(index, 0), half - 1) }
}
