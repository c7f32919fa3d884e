import OpenAIWire
import Taxonomy
import Testing

@Suite struct ModerationCategoryTests {
  /// What each hazard alone makes of the categories.
  static let rows: [(hazard: HazardCategory, categories: [ModerationCategory])] = [
    (.violentCrimes, [.illicit, .illicitViolent, .violence, .violenceGraphic]),
    (.nonviolentCrimes, [.illicit]),
    (.sexCrimes, [.illicit, .sexual]),
    (.childExploitation, [.illicit, .sexual, .sexualMinors]),
    (.defamation, [.harassment]),
    (.specializedAdvice, []),
    (.privacy, []),
    (.intellectualProperty, []),
    (.indiscriminateWeapons, [.illicit, .illicitViolent, .violence]),
    (.hate, [.harassment, .hate]),
    (.selfHarm, [.selfHarm, .selfHarmIntent, .selfHarmInstructions]),
    (.sexualContent, [.sexual]),
    (.elections, []),
    (.cyber, [.illicit]),
  ]

  @Test("each hazard speaks of its own categories", arguments: rows)
  func single(row: (hazard: HazardCategory, categories: [ModerationCategory])) {
    for category in ModerationCategory.allCases {
      let score = category.score(hazards: [row.hazard: 0.75], harm: 0.9)
      #expect(score == (row.categories.contains(category) ? 0.75 : 0), "\(category) of \(row.hazard)")
    }
  }

  @Test("every hazard is in the table")
  func complete() {
    #expect(Self.rows.map(\.hazard) == HazardCategory.allCases)
  }

  @Test("what is two things at once has the lesser score, and what is one of several the greater")
  func combined() {
    let hazards: [HazardCategory: Double] = [.hate: 0.8, .violentCrimes: 0.5, .defamation: 0.9, .cyber: 0.6]
    func score(_ category: ModerationCategory) -> Double { category.score(hazards: hazards, harm: 0) }
    #expect(score(.hateThreatening) == 0.5)
    #expect(score(.harassment) == 0.9)
    #expect(score(.harassmentThreatening) == 0.5)
    #expect(score(.illicit) == 0.6)
    #expect(score(.violence) == 0.5)
  }

  @Test("a part of a category never has more than the category")
  func parts() {
    var generator = SeededGenerator(seed: 61)
    let pairs: [(part: ModerationCategory, whole: ModerationCategory)] = [
      (.hateThreatening, .hate), (.harassmentThreatening, .harassment), (.illicitViolent, .illicit),
      (.selfHarmIntent, .selfHarm), (.selfHarmInstructions, .selfHarm), (.sexualMinors, .sexual),
      (.violenceGraphic, .violence),
    ]
    for _ in 0..<500 {
      var hazards: [HazardCategory: Double] = [:]
      for hazard in HazardCategory.allCases { hazards[hazard] = Double.random(in: 0...1, using: &generator) }
      for pair in pairs {
        let (part, whole) = (pair.part.score(hazards: hazards, harm: 0), pair.whole.score(hazards: hazards, harm: 0))
        #expect(part <= whole, "\(pair)")
      }
    }
  }

  @Test("harm without hazards is illicit and nothing else")
  func withoutHazards() {
    for category in ModerationCategory.allCases {
      #expect(category.score(hazards: [:], harm: 0.7) == (category == .illicit ? 0.7 : 0))
    }
  }
}
