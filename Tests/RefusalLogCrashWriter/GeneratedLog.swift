import RefusalLog
import Taxonomy

/// Records as a busy year's quarter would bring them, the same for the same number: 90 days with quiet nights, six apps
/// of different size, four models, popular prompts that come again with a word changed, and many that come once.
struct GeneratedLog {
  /// 2026-09-01, in milliseconds.
  static let start: Int64 = 1_788_220_800_000
  static let days = 90

  private static let apps: [(name: String, policy: String, share: Int)] = [
    ("shop", "balanced", 40), ("support-desk", "balanced", 25), ("tutor", "childrens-tutor", 15),
    ("devtools", "permissive", 12),
    ("intranet", "strict", 6), ("red-team", "security-team", 2),
  ]
  private static let models: [(name: String, share: Int)] = [
    ("llama-3.1-8b-instruct", 60), ("qwen2.5-14b", 25), ("mistral-small", 12), ("gemma-2-9b", 3),
  ]
  private static let verdicts: [(verdict: Verdict, share: Int)] = [
    (.exaggeratedRefusal, 35), (.guardBlock, 35), (.justifiedRefusal, 20), (.guardCut, 10),
  ]
  private static let refusal =
    "I'm sorry, but I can't help with that request. If you have another question, please ask."

  let records: UInt64
  /// How many records come in a second, one after the other from `start` on; nil for `days` with their nights.
  var perSecond: UInt64?

  /// - Parameter number: below `records`; times rise with it.
  func record(_ number: UInt64) -> RefusalRecord {
    var dice = Dice(seed: number)
    let app = Self.apps[dice.weighted(Self.apps.map(\.share))]
    let model = Self.models[dice.weighted(Self.models.map(\.share))].name
    let isPopular = dice.below(10) < 4
    let theme = isPopular ? popular(&dice) : 1_000_000 + number
    // The same prompt gets the same verdict nine times in ten, as one classifier and one model give it.
    var fate = dice.below(10) == 0 ? dice : Dice(seed: theme &+ 77)
    let verdict = Self.verdicts[fate.weighted(Self.verdicts.map(\.share))].verdict
    let isRule = verdict == .guardBlock || verdict == .guardCut
    var record = RefusalRecord(
      id: DecisionID(milliseconds: UInt64(time(number)), random: (dice.next(), dice.next())), app: app.name,
      keyID: app.name + "-1", endpoint: "/v1/chat/completions", model: model, isStreamed: dice.below(2) == 0,
      policy: PolicyReference(name: app.policy, revision: "0123456789ab"), classifier: "encoder@7",
      stage: verdict == .guardBlock ? .prompt : .response, action: isRule ? .refuse : .allow,
      isEnforced: dice.below(20) > 0, ruleIDs: isRule ? ["harm"] : [], verdict: verdict,
      promptHarm: isRule || verdict == .justifiedRefusal ? 0.8 : 0.1,
      refusalKind: isRule ? nil : RefusalKind.full, categories: categories(verdict, &fate),
      promptJudgingMicroseconds: 2_000, totalMicroseconds: 900_000,
      prompt: RecordedContent(Self.words(theme, changed: isPopular ? dice.below(4) : 0), mode: .full),
      answer: verdict == .guardBlock ? .absent : RecordedContent(Self.refusal, mode: .full), contentMode: .full,
      userKey: String(0xABCD_0000_0000 + dice.below(20_000), radix: 16))
    if verdict == .exaggeratedRefusal, dice.below(3) == 0 {
      record.retry = RetriedAnswer(
        answer: RecordedContent(Self.words(theme + 5, changed: 0), mode: .full), answerHarm: 0.02,
        refusalKind: RefusalKind.none, isDelivered: true, milliseconds: 700, tokens: 180)
    }
    return record
  }

  /// The requests of the hour in which a record comes: every app with every model, some fifty for one record.
  func traffic(_ number: UInt64) -> [TrafficKey: Int] {
    let outcomes: [(TrafficOutcome, Bool, Int)] = [
      (.allowed, true, 4_000), (.allowed, false, 600), (.modelRefusal, true, 100), (.refusedPrompt, false, 150),
      (.clientGone, true, 150),
    ]
    var counts: [TrafficKey: Int] = [:]
    for app in Self.apps {
      for model in Self.models {
        for (outcome, isSafe, requests) in outcomes {
          counts[
            TrafficKey(
              milliseconds: time(number), app: app.name, model: model.name, policy: app.policy, outcome: outcome,
              isPromptSafe: isSafe)] = max(requests * 5 * app.share * model.share / 10_000, 1)
        }
      }
    }
    return counts
  }

  /// Even over the days, and three times as many by day as by night.
  private func time(_ number: UInt64) -> Int64 {
    if let perSecond { return Self.start + Int64(number * 1_000 / perSecond) }
    let perDay = max(records / UInt64(Self.days), 1)
    let day = Int64(number / perDay)
    let share = Double(number % perDay) / Double(perDay)
    let ofDay = share < 0.25 ? share * 2 : 0.5 + (share - 0.25) * 2 / 3
    return Self.start + day * 86_400_000 + Int64(ofDay * 86_399_000)
  }

  /// One of 20,000 prompts, the first of them far more often than the last.
  private func popular(_ dice: inout Dice) -> UInt64 {
    let share = Double(dice.below(1 << 30) + 1) / Double(1 << 30)
    return UInt64(19_999 * share * share * share * share)
  }

  private func categories(_ verdict: Verdict, _ dice: inout Dice) -> [String: Double] {
    var scores: [String: Double] = [:]
    for category in HazardCategory.allCases { scores[category.rawValue] = Double(dice.below(200)) / 1_000 }
    guard verdict != .exaggeratedRefusal else { return scores }
    let first = HazardCategory.allCases[Int(dice.below(UInt64(HazardCategory.allCases.count)))]
    scores[first.rawValue] = 0.5 + Double(dice.below(450)) / 1_000
    if dice.below(3) == 0 { scores[HazardCategory.allCases[0].rawValue] = 0.6 }
    return scores
  }

  /// 15 to 100 made-up words; `changed` over 0 puts another in the place of one of them.
  private static func words(_ theme: UInt64, changed: UInt64) -> String {
    var dice = Dice(seed: theme)
    var words = (0..<15 + dice.below(86)).map { _ in "w\(String(dice.below(50_000), radix: 26))" }
    if changed > 0 { words[words.count / 2] = "changed\(changed)" }
    return words.joined(separator: " ")
  }

  /// SplitMix64.
  private struct Dice {
    var state: UInt64

    /// Mixed twice, so that the numbers of two seeds are not the same but for a shift.
    init(seed: UInt64) {
      state = seed
      state = next() &* 0xD6E8_FEB8_6659_FD93
    }

    mutating func next() -> UInt64 {
      state = state &+ 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }

    mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }

    mutating func weighted(_ shares: [Int]) -> Int {
      var left = Int(below(UInt64(shares.reduce(0, +))))
      for (index, share) in shares.enumerated() {
        if left < share { return index }
        left -= share
      }
      return shares.count - 1
    }
  }
}
