import Proxy
import Testing
import evenkeel

@Suite struct SettingsLoaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func faults(
    flags: [String: String] = [:], file: String? = nil, environment: [String: String] = [:]
  ) throws -> [String] {
    let path = try file.map { try folder.file("evenkeel.yaml", $0) }
    do {
      _ = try SettingsLoader(flags: flags, configFlag: path, environment: environment).load()
      return []
    } catch {
      return error.lines.map { $0.replacing(path ?? "FILE", with: "FILE") }
    }
  }

  @Test(
    "takes a flag before a variable, a variable before the file, the file before the default",
    arguments: [
      (true, true, true, "1m", SettingPlace.flag), (true, false, false, "1m", .flag),
      (false, true, true, "2m", .environment), (false, true, false, "2m", .environment),
      (false, false, true, "3m", .file), (false, false, false, "10m", .default),
    ])
  func precedence(flag: Bool, variable: Bool, file: Bool, text: String, place: SettingPlace) throws {
    let path = try folder.file("evenkeel.yaml", file ? "timeouts:\n  total: 3m\n" : "policy: strict\n")
    let effective = try SettingsLoader(
      flags: flag ? ["timeouts.total": "1m"] : [:], configFlag: path,
      environment: variable ? ["EVENKEEL_TIMEOUTS_TOTAL": "2m"] : [:]
    ).load()
    #expect(effective.values.timeouts.total == (try DurationText.parse(text)))
    #expect(effective.places["timeouts.total"] ?? .default == place)
  }

  @Test("takes the file that the environment names, and the flag's before it")
  func fileFromEnvironment() throws {
    let one = try folder.file("one.yaml", "policy: one\n")
    let two = try folder.file("two.yaml", "policy: two\n")
    let environment = ["EVENKEEL_CONFIG": one]
    #expect(try SettingsLoader(flags: [:], environment: environment).load().values.policyName == "one")
    #expect(
      try SettingsLoader(flags: [:], configFlag: two, environment: environment).load().values.policyName == "two")
  }

  @Test(
    "refuses what it does not know, and names what was probably meant",
    arguments: [
      ("limits:\n  reqest-body: 1MiB\n", "FILE: unknown key `limits.reqest-body`; did you mean `limits.request-body`?"),
      ("lisen: x\n", "FILE: unknown key `lisen`; did you mean `listen`?"),
      ("zzzzzzzzzz: 1\n", "FILE: unknown key `zzzzzzzzzz`"),
      ("upstream:\n  verify: false\n", "FILE: unknown key `upstream.verify`; did you mean `upstream-verify`?"),
      ("listen: [a, b]\n", "FILE: `listen`: `a,b`: expected HOST:PORT or unix:PATH"),
      ("policy:\n", "FILE: `policy`: the value is empty"),
    ])
  func unknownKeys(file: String, message: String) throws {
    #expect(try faults(file: file) == [message])
  }

  @Test("refuses a key that stands in the file nested and flat")
  func duplicates() throws {
    let lines = try faults(file: "limits:\n  head: 4KiB\nlimits.head: 8KiB\n")
    #expect(lines == ["FILE: the key `limits.head` occurs twice"])
  }

  @Test("refuses an unknown variable of its own prefix and leaves others alone")
  func unknownVariables() throws {
    let lines = try faults(environment: ["EVENKEEL_UPSTREM": "http://a:1", "PATH": "/bin", "EVEN": "1"])
    #expect(lines == ["unknown environment variable `EVENKEEL_UPSTREM`; did you mean `EVENKEEL_UPSTREAM`?"])
  }

  @Test("counts an empty variable as unset, as compose files write it")
  func emptyVariables() throws {
    #expect(try faults(environment: ["EVENKEEL_UPSTREAM_KEY": "", "EVENKEEL_NONSENSE": ""]) == [])
  }

  @Test("says everything that is wrong at once, each with where it was written")
  func allFaults() throws {
    let lines = try faults(
      flags: ["listen": "here"], file: "timeouts:\n  total: 5\n", environment: ["EVENKEEL_LIMITS_CHOICES": "many"])
    #expect(
      lines == [
        "--listen: `here`: expected HOST:PORT or unix:PATH",
        "EVENKEEL_LIMITS_CHOICES: `many`: expected a number in 1...128",
        "FILE: `timeouts.total`: `5`: expected a number with `ms`, `s`, `m` or `h`, as in `30s`",
      ])
  }

  @Test("shows no secret, neither in the listing nor from a broken file")
  func secrets() throws {
    let environment = ["EVENKEEL_UPSTREAM_KEY": "sk-hidden"]
    let effective = try SettingsLoader(flags: [:], environment: environment).load()
    #expect(effective.values.upstreamKey == "sk-hidden")
    #expect(!effective.listing.contains("sk-hidden"))
    #expect(effective.listing.contains("upstream-key: ********"))
    for broken in ["upstream-key: sk-hidden\nupstream-key: sk-hidden\n", "upstream-key: sk-hidden: b\n"] {
      let lines = try faults(file: broken)
      #expect(lines.count == 1 && !lines[0].contains("sk-hidden"), "\(lines)")
    }
  }

  @Test("lists every setting with its place")
  func listing() throws {
    let effective = try SettingsLoader(flags: ["policy": "strict"], environment: [:]).load()
    let lines = effective.listing.split(separator: "\n")
    #expect(lines.count == SettingTable.all.count)
    #expect(lines.contains { $0.hasPrefix("policy: strict ") && $0.hasSuffix("# flag") })
    #expect(lines.contains { $0.hasPrefix("limits.request-body: 8MiB ") && $0.hasSuffix("# default") })
  }

  @Test("reads a list as a sequence or parted by commas")
  func lists() throws {
    let path = try folder.file("evenkeel.yaml", "pass-through: [/tokenize, /props]\n")
    let file = try SettingsLoader(flags: [:], configFlag: path, environment: [:]).load().values
    let variable = try SettingsLoader(
      flags: [:], environment: ["EVENKEEL_PASS_THROUGH": "/tokenize, /props"]
    ).load().values
    #expect(file.passThroughPaths == ["/tokenize", "/props"])
    #expect(variable.passThroughPaths == ["/tokenize", "/props"])
  }

  @Test("refuses a file that is missing, no mapping, or far too large")
  func unusableFiles() throws {
    #expect(throws: SettingsFaults.self) {
      try SettingsLoader(flags: [:], configFlag: folder.path + "/none.yaml", environment: [:]).load()
    }
    #expect(throws: SettingsFaults.self) {
      try SettingsLoader(flags: [:], configFlag: folder.path, environment: [:]).load()
    }
    #expect(try faults(file: "- a\n- b\n").count == 1)
    #expect(try faults(file: String(repeating: "#", count: 1 << 20) + "\n") == ["FILE: is larger than 1MiB"])
  }

  @Test("reads back every default as it is shown")
  func defaults() throws {
    var flags: [String: String] = [:]
    for setting in SettingTable.all { flags[setting.name] = setting.defaultText }
    let effective = try SettingsLoader(flags: flags, environment: [:]).load()
    #expect(effective.values.limits == ProxyLimits())
    #expect(effective.values.timeouts == ProxyTimeouts())
    #expect(effective.values.listen == ServeSettings().listen)
  }
}
