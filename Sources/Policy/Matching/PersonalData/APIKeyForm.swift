/// What the keys of one provider look like: a prefix, and how many letters of which alphabet follow.
struct APIKeyForm: Sendable {
  /// The letters that keys consist of behind their prefix.
  enum Alphabet: Sendable {
    case alphanumeric, word, urlSafe, hexadecimal, capitals, dotted

    @inline(__always)
    func holds(_ byte: UInt8) -> Bool {
      switch self {
      case .alphanumeric: byte.isAlphanumeric
      case .word: byte.isWord
      case .urlSafe: byte.isURLSafe
      case .hexadecimal: byte.isHex
      case .capitals: byte.isUpper || byte.isDigit
      case .dotted: byte.isURLSafe || byte == UInt8(ascii: ".")
      }
    }
  }

  var prefix: StaticString
  var alphabet: Alphabet
  /// Letters behind the prefix.
  var count: ClosedRange<Int>

  init(_ prefix: StaticString, _ alphabet: Alphabet, _ count: ClosedRange<Int>) {
    self.prefix = prefix
    self.alphabet = alphabet
    self.count = count
  }

  /// The known forms by the first byte of their prefix, as the providers document or show them.
  ///
  /// Publishable keys, such as Stripe's `pk_`, are no secrets and not among them.
  static let byFirstByte: [[APIKeyForm]] = (0...255).map { byte in
    all.filter { unsafe $0.prefix.utf8Start.pointee == UInt8(byte) }
  }

  /// For each first byte of a key or a web token, the second bytes that can follow it, by their low five bits.
  ///
  /// Nearly every word of a text is passed by with this.
  static let secondBytes: [UInt32] = {
    var seconds = [UInt32](repeating: 0, count: 256)
    for form in all {
      let (first, second) = unsafe (form.prefix.utf8Start[0], form.prefix.utf8Start[1])
      seconds[Int(first)] |= 1 << UInt32(second & 31)
    }
    seconds[Int(UInt8(ascii: "e"))] |= 1 << UInt32(UInt8(ascii: "y") & 31)
    return seconds
  }()

  private static let all: [APIKeyForm] = [
    // Amazon Web Services: long-term and temporary access keys.
    APIKeyForm("AKIA", .capitals, 16...16), APIKeyForm("ASIA", .capitals, 16...16),
    // GitHub, GitLab.
    APIKeyForm("ghp_", .alphanumeric, 36...251), APIKeyForm("gho_", .alphanumeric, 36...251),
    APIKeyForm("ghu_", .alphanumeric, 36...251), APIKeyForm("ghs_", .alphanumeric, 36...251),
    APIKeyForm("ghr_", .alphanumeric, 36...251), APIKeyForm("github_pat_", .word, 60...120),
    APIKeyForm("glpat-", .dotted, 20...100), APIKeyForm("gldt-", .urlSafe, 20...100),
    // Slack.
    APIKeyForm("xoxb-", .urlSafe, 24...250), APIKeyForm("xoxp-", .urlSafe, 24...250),
    APIKeyForm("xoxa-", .urlSafe, 24...250), APIKeyForm("xoxr-", .urlSafe, 24...250),
    APIKeyForm("xoxs-", .urlSafe, 24...250), APIKeyForm("xapp-", .urlSafe, 24...250),
    // Stripe.
    APIKeyForm("sk_live_", .alphanumeric, 24...247), APIKeyForm("sk_test_", .alphanumeric, 24...247),
    APIKeyForm("rk_live_", .alphanumeric, 24...247), APIKeyForm("rk_test_", .alphanumeric, 24...247),
    APIKeyForm("whsec_", .alphanumeric, 32...64),
    // OpenAI, Anthropic, OpenRouter, Groq, xAI, Perplexity, Replicate, Hugging Face.
    APIKeyForm("sk-proj-", .urlSafe, 40...200), APIKeyForm("sk-svcacct-", .urlSafe, 40...200),
    APIKeyForm("sk-admin-", .urlSafe, 40...200), APIKeyForm("sk-", .alphanumeric, 32...64),
    APIKeyForm("sk-ant-", .urlSafe, 80...160), APIKeyForm("sk-or-v1-", .hexadecimal, 64...64),
    APIKeyForm("gsk_", .alphanumeric, 52...52), APIKeyForm("xai-", .alphanumeric, 70...90),
    APIKeyForm("pplx-", .alphanumeric, 40...56), APIKeyForm("r8_", .alphanumeric, 37...40),
    APIKeyForm("hf_", .alphanumeric, 34...40),
    // Google: API key, OAuth client secret, OAuth access token.
    APIKeyForm("AIza", .urlSafe, 35...35), APIKeyForm("GOCSPX-", .urlSafe, 28...28),
    APIKeyForm("ya29.", .urlSafe, 40...1000),
    // Package registries.
    APIKeyForm("npm_", .alphanumeric, 36...36), APIKeyForm("pypi-AgEI", .urlSafe, 50...250),
    APIKeyForm("dckr_pat_", .urlSafe, 24...40), APIKeyForm("rubygems_", .hexadecimal, 48...48),
    // Other services.
    APIKeyForm("SG.", .dotted, 66...66), APIKeyForm("SK", .hexadecimal, 32...32),
    APIKeyForm("key-", .hexadecimal, 32...32), APIKeyForm("dop_v1_", .hexadecimal, 64...64),
    APIKeyForm("shpat_", .hexadecimal, 32...32), APIKeyForm("shpss_", .hexadecimal, 32...32),
    APIKeyForm("shpca_", .hexadecimal, 32...32), APIKeyForm("dapi", .hexadecimal, 32...34),
    APIKeyForm("lin_api_", .alphanumeric, 40...40), APIKeyForm("secret_", .alphanumeric, 43...43),
    APIKeyForm("ntn_", .alphanumeric, 43...50), APIKeyForm("hvs.", .urlSafe, 24...200),
    APIKeyForm("NRAK-", .capitals, 27...27), APIKeyForm("PMAK-", .urlSafe, 59...59),
    APIKeyForm("figd_", .urlSafe, 40...50), APIKeyForm("dp.pt.", .alphanumeric, 40...44),
    APIKeyForm("sntrys_", .word, 80...300), APIKeyForm("ATATT3x", .urlSafe, 160...220),
  ]
}
