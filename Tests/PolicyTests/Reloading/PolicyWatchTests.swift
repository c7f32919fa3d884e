import Foundation
import Policy
import Testing

@Suite struct PolicyWatchTests {
  /// What a look at the folder is to say. Letters stand for states of the folder, `!` for that it is read.
  private struct Row: CustomTestStringConvertible {
    var looks: String
    /// One for each look: `r` to read, `-` to wait.
    var answers: String
    var reason: String

    var testDescription: String { reason }
  }

  private static let rows = [
    Row(looks: "aaaa", answers: "-r--", reason: "the first state is read once it was seen twice, and never again"),
    Row(looks: "aabb", answers: "-r-r", reason: "so is a change"),
    Row(looks: "aabcdd", answers: "-r---r", reason: "one that goes on is waited for"),
    Row(looks: "aaba", answers: "-r--", reason: "one that was taken back is none"),
    Row(looks: "aababb", answers: "-r---r", reason: "one that comes again counts from then"),
    Row(looks: "ababcc", answers: "-----r", reason: "nothing is read while states alternate"),
    Row(looks: "aabbaa", answers: "-r-r-r", reason: "going back to an older state is a change"),
  ]

  @Test("a change is read once two looks in a row agree", arguments: rows)
  private func looks(row: Row) throws {
    let folder = try PolicyTestFolder()
    var states: [Character: FolderFingerprint] = [:]
    for name in Set(row.looks) {
      try folder.write("\(name).yaml", "name: \(name)\n")
      states[name] = FolderFingerprint(of: folder.path)
    }
    var watch = PolicyWatch()
    var answers = ""
    for name in row.looks {
      let state = try #require(states[name])
      let isDue = watch.looked(state)
      answers += isDue ? "r" : "-"
      if isDue { watch.read(state) }
    }
    #expect(answers == row.answers)
  }

  @Test("what was due and not read is due again")
  func unread() throws {
    let folder = try PolicyTestFolder()
    let state = FolderFingerprint(of: folder.path)
    var watch = PolicyWatch()
    #expect([watch.looked(state), watch.looked(state), watch.looked(state)] == [false, true, true])
  }
}
