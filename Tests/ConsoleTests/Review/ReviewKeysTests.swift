import Console
import RefusalLog
import Testing

@Suite struct ReviewKeysTests {
  @Test("gives each type a letter of its own that does nothing else")
  func letters() {
    let letters = XSTestType.allCases.map(\.key)
    #expect(Set(letters).count == XSTestType.allCases.count)
    #expect(letters.allSatisfy { $0.utf8.count == 1 && $0 >= "a" && $0 <= "z" })
    // Next, before, note, answer, undo, the whole record, no type.
    #expect(Set(letters).isDisjoint(with: ["j", "k", "n", "a", "u", "o", "x"]))
  }
}
