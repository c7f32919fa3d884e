/// A kind of harm, by the names of MLCommons AILuminate and Llama Guard 3 (S1 to S14).
///
/// The raw value is the word used in policy files, records and headers.
package enum HazardCategory: String, CaseIterable, Codable, Sendable {
  case violentCrimes = "violent_crimes"
  case nonviolentCrimes = "nonviolent_crimes"
  case sexCrimes = "sex_crimes"
  case childExploitation = "child_exploitation"
  case defamation
  case specializedAdvice = "specialized_advice"
  case privacy
  case intellectualProperty = "intellectual_property"
  case indiscriminateWeapons = "indiscriminate_weapons"
  case hate
  case selfHarm = "self_harm"
  case sexualContent = "sexual_content"
  case elections
  case cyber
}
