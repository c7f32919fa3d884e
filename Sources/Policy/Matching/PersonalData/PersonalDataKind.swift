/// A kind of personal or secret data that a policy can name, by its word in policy files.
///
/// What is not told apart well from ordinary text has no kind: passport numbers, for instance, have neither a checksum
/// nor a form that other numbers lack. Values are found by form and, where there is one, by checksum; whether they were
/// ever given to anybody is not known.
package enum PersonalDataKind: String, CaseIterable, Codable, Sendable {
  /// An address with a host name below a top-level domain; not `git@host`, and not `name@2x.png`.
  case email
  /// A number in international form (`+`, `00`) with a country's code, or in a national form that little else has
  /// (North America, leading zero in groups, area code in brackets), or any behind a word such as `tel`.
  case phone
  /// 14 to 19 digits, together or in the issuers' groups, of a known issuer and with Luhn's check digit.
  case creditCard = "credit_card"
  /// An International Bank Account Number (ISO 13616): the country's length, and the check digits (mod 97).
  case iban
  /// An IPv4 or IPv6 address that the internet routes or that documents use. Loopback, unspecified, private,
  /// link-local, multicast and reserved addresses are left alone, since they lead to nobody; so are numbers behind
  /// `version` and the like, and those of four single digits.
  case ipAddress = "ip_address"
  /// Six bytes in hexadecimal with `:` or `-` between them, or as `0123.4567.89ab`; not all zeros, not all ones.
  case macAddress = "mac_address"
  /// A social security number of the United States with hyphens, or otherwise behind `SSN`; not those never issued.
  case usSSN = "us_ssn"
  /// A national insurance number of the United Kingdom, without the prefixes that are never given.
  case ukNINO = "uk_nino"
  /// A German tax identification number: one digit twice or thrice, and the check digit (ISO 7064).
  case deTaxID = "de_tax_id"
  /// A French social security number (NIR): month and department that exist, and the key (mod 97).
  case frNIR = "fr_nir"
  /// A Spanish DNI or NIE with its check letter.
  case esDNI = "es_dni"
  /// An Italian tax code for persons with its check letter.
  case itCodiceFiscale = "it_codice_fiscale"
  /// An Indian Aadhaar number in groups of four, or otherwise behind `Aadhaar`, with its check digit (Verhoeff).
  case inAadhaar = "in_aadhaar"
  /// A Brazilian CPF with its points and hyphen, or otherwise behind `CPF`, with both check digits.
  case brCPF = "br_cpf"
  /// A Bitcoin address (Base58Check, Bech32, Bech32m) or an Ethereum address.
  case cryptoWallet = "crypto_wallet"
  /// A key that shows by its prefix which provider gave it out, or a JSON Web Token with a signature.
  case apiKey = "api_key"
  /// A private key in PEM or PGP armour, with its header; also one that breaks off.
  case privateKey = "private_key"
  /// `user:password` in a URL before `@`; not where the password is a placeholder.
  case urlCredentials = "url_credentials"

  /// The word that stands for a redacted value: `[CREDIT_CARD]`.
  package var redactionLabel: String { "[\(rawValue.uppercased())]" }

  /// The most UTF-8 bytes that a match can have.
  ///
  /// Only the last two are long: a token without an end is matched up to the bound and the rest is left, which bounds
  /// what a stream must hold.
  package var longestMatchBytes: Int {
    switch self {
    case .email: EmailAddress.longest
    case .phone: PhoneNumber.longest
    case .creditCard, .usSSN, .deTaxID, .inAadhaar, .brCPF: NumberShape.longest
    case .iban: BankAccount.longest
    case .ipAddress: NetworkAddress.longest
    case .macAddress: HardwareAddress.longest
    case .ukNINO, .esDNI, .itCodiceFiscale, .frNIR: 24
    case .cryptoWallet: CryptoWallet.longest
    case .urlCredentials: URLCredentials.longest
    case .apiKey: APIKey.longest
    case .privateKey: PrivateKeyBlock.longest
    }
  }

  /// The kind's bit in a set of kinds.
  var bit: UInt32 {
    switch self {
    case .email: 1 << 0
    case .phone: 1 << 1
    case .creditCard: 1 << 2
    case .iban: 1 << 3
    case .ipAddress: 1 << 4
    case .macAddress: 1 << 5
    case .usSSN: 1 << 6
    case .ukNINO: 1 << 7
    case .deTaxID: 1 << 8
    case .frNIR: 1 << 9
    case .esDNI: 1 << 10
    case .itCodiceFiscale: 1 << 11
    case .inAadhaar: 1 << 12
    case .brCPF: 1 << 13
    case .cryptoWallet: 1 << 14
    case .apiKey: 1 << 15
    case .privateKey: 1 << 16
    case .urlCredentials: 1 << 17
    }
  }
}
