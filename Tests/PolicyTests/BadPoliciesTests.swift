import Foundation
import Policy
import Testing

@Suite struct BadPoliciesTests {
  @Test("each bad file gives exactly the errors written beside it")
  func errors() throws {
    let files = try FixtureFolder.files(in: FixtureFolder.bad, withExtension: "yaml")
    #expect(files.count >= 20)
    for file in files {
      let contents = try [UInt8](Data(contentsOf: file))
      try ExpectedText.check(
        LoadedText.of([(file.lastPathComponent, contents)]),
        against: file.deletingPathExtension().appendingPathExtension("errors"))
    }
  }

  @Test("each folder gives all its errors at once, or loads with the warnings written in it")
  func folders() throws {
    let folders = try FixtureFolder.folders(in: FixtureFolder.folders)
    #expect(folders.count >= 20)
    for folder in folders {
      try ExpectedText.check(
        LoadedText.of(FixtureFolder.policyFiles(in: folder)), against: folder.appendingPathComponent("expected"))
    }
  }

  @Test("every error and warning has a position in the file that it names, but for what a whole file or folder lacks")
  func positions() throws {
    for folder in try FixtureFolder.folders(in: FixtureFolder.folders) {
      let files = try FixtureFolder.policyFiles(in: folder)
      let faults: [PolicyFault]
      do { faults = try PolicyFolder.load(files: files).warnings } catch { faults = error.faults }
      for fault in faults where fault.line > 0 {
        let contents = try #require(files.first { $0.name == fault.file }?.contents, "\(fault)")
        let lines = String(decoding: contents, as: UTF8.self).components(separatedBy: "\n")
        #expect(fault.line <= lines.count, "\(fault)")
        #expect((1...(lines[fault.line - 1].unicodeScalars.count + 1)).contains(fault.column), "\(fault)")
      }
    }
  }
}

/// What loading gives, as text: `loads`, its policies and warnings, or the errors.
enum LoadedText {
  static func of(_ files: [PolicyFolder.File]) -> String {
    do {
      let snapshot = try PolicyFolder.load(files: files)
      let warnings = snapshot.warnings.map { "\nwarning: \($0)" }.joined()
      return "loads: \(snapshot.names.joined(separator: ", "))\(warnings)\n"
    } catch {
      return "\(error)\n"
    }
  }
}
