import ArgumentParser
import Classifiers

/// One of the operating points that come with the weights.
enum ThresholdLevel: String, CaseIterable, ExpressibleByArgument {
  case permissive
  case balanced
  case strict

  func of(_ levels: ShippedThresholds.Levels) -> Double {
    switch self {
    case .permissive: levels.permissive
    case .balanced: levels.balanced
    case .strict: levels.strict
    }
  }
}
