/// Reads what one command of a shell wrote, or one part of what another tool gave.
struct ShellOutputReader {
  /// Of the value, below the item.
  let path: String
  /// `AnswerText.part`.
  let part: Int
  let isRepeat: Bool

  func read(_ cursor: inout JSONCursor, into texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .object else {
      return texts.add(try cursor.readWords(.everything), .other(path), part: part, isRepeat: isRepeat)
    }
    var words = GatheredWords()
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ResponsesPartField.table.unambiguousName(of: key, in: cursor) {
      case .stdout:
        texts.add(try cursor.readWords(.everything), .other("\(path).stdout"), part: part, isRepeat: isRepeat)
      case .stderr:
        texts.add(try cursor.readWords(.everything), .other("\(path).stderr"), part: part, isRepeat: isRepeat)
      case .imageURL, .fileData, .fileID, .fileURL, .url:
        texts.add(try cursor.readWordsUnlessMedia(), .other("\(path).media"), part: part, isRepeat: isRepeat)
      default: try cursor.gatherWords(of: key, .items, into: &words)
      }
    }
    texts.add(words.text, .other(path), part: part, isRepeat: isRepeat)
  }
}
