import Foundation
import Policy
import Testing

@Suite struct BadPoliciesTests {
  @Test("each bad file gives exactly the errors written beside it")
  func errors() throws {
    let files = try FixtureFolder.files(in: FixtureFolder.bad, withExtension: "yaml")
    #expect(files.count >= 20)
    for file in files {
      let expected = try String(
        contentsOf: file.deletingPathExtension().appendingPathExtension("errors"), encoding: .utf8)
      let contents = try [UInt8](Data(contentsOf: file))
      let found: String
      do {
        _ = try PolicyFolder.load(files: [(file.lastPathComponent, contents)])
        found = "loaded"
      } catch {
        found = "\(error)\n"
      }
      #expect(found == expected, "\(file.lastPathComponent)")
    }
  }
}
