import Foundation
import Testing
import evenkeel

@Suite struct SettingTableTests {
  @Test("gives each setting names of its own")
  func uniqueNames() {
    #expect(Set(SettingTable.all.map(\.flag)).count == SettingTable.all.count)
    #expect(Set(SettingTable.all.map(\.variable)).count == SettingTable.all.count)
    for setting in SettingTable.all {
      #expect(setting.name.wholeMatch(of: /[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?/) != nil, "\(setting.name)")
      #expect(setting.meaning.hasSuffix("."), "\(setting.name)")
    }
  }

  @Test("covers every bound of the data plane")
  func bounds() {
    // One more property there without a setting here would be a limit that nobody can change.
    #expect(Mirror(reflecting: ServeSettings().limits).children.count == SettingTable.limits.count)
    #expect(Mirror(reflecting: ServeSettings().timeouts).children.count == SettingTable.timeouts.count)
    let elsewhere = 2  // limits and timeouts themselves
    let all =
      SettingTable.serving.count + SettingTable.upstream.count + SettingTable.guardModels.count
      + SettingTable.records.count + SettingTable.operating.count
    #expect(Mirror(reflecting: ServeSettings()).children.count - elsewhere == all)
  }

  @Test("is what docs/configuration.md says")
  func documentation() throws {
    let text = try String(contentsOfFile: Checkout.root + "/docs/configuration.md", encoding: .utf8)
    #expect(text.contains(SettingTable.documentation), "write the table of SettingTable.documentation there")
  }

  @Test("makes a flag and help of every setting, and none of a secret")
  func flags() throws {
    let help = try Binary.run(["serve", "--help"])
    #expect(help.code == 0)
    let words = Set(help.output.split { $0.isWhitespace || "[],".contains($0) }.map(String.init))
    for setting in SettingTable.all {
      if setting.places.contains(.flag) {
        #expect(words.contains { $0 == "--\(setting.flag)" || $0.hasPrefix("--\(setting.flag)/") }, "\(setting.name)")
        #expect(words.contains(setting.variable), "\(setting.name)")
      } else {
        #expect(!words.contains("--\(setting.flag)"), "\(setting.name)")
      }
    }
  }

  @Test("takes every flag to the setting of its name")
  func everyFlagCounts() throws {
    for setting in SettingTable.all where setting.places.contains(.flag) {
      let given = setting.isSwitch ? ["--no-\(setting.flag)"] : ["--\(setting.flag)", Self.sample(of: setting)]
      let run = try Binary.run(["serve", "--print-config"] + given)
      let line = run.output.split(separator: "\n").first { $0.hasPrefix(setting.name + ":") }
      #expect(line?.hasSuffix("# flag") == true, "\(setting.name): \(run.output)\(run.errors)")
    }
  }

  private static func sample(of setting: Setting) -> String {
    switch setting.type {
    case "address": "127.0.0.1:1"
    case "URL": "http://127.0.0.1:1"
    case "duration": "7s"
    case "size": "7KiB"
    case "number", "number or `auto`": "7"
    case "list": "/a"
    case let type where type.hasPrefix("one of"): setting.defaultText ?? ""
    default: "x"
    }
  }
}
