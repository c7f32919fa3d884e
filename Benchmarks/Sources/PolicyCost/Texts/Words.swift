/// The words that the texts and phrases are made of.
enum Words {
  /// Frequent words, of which prose is made.
  static let plain = list(
    """
    the of and to in a is that it was for on are as with his they be at one have this from or had by but some what there
    we can out other were all your when up use word how said an each she which do their time if will way about many then
    them would write like so these her long make thing see him two has look more day could go come did sound no most number
    who over know water than first people may down side been now find any new part take get place made live where after
    back little only round man year came show every good me give our under name very through just form much great think
    say help low line before turn cause same mean differ move right old too does tell sentence set three want air well
    also play small end put home read hand large spell add even land here must big high such follow act why ask men
    change went light kind off need house picture try us again animal point mother near build self earth father garden
    morning letter table window paper river market school music village doctor report project meeting customer invoice
    recipe flour butter oven holiday train ticket weather computer function variable database server browser language
    translate summary explain compare improve email reply polite manager deadline budget plan question answer example
    """)
  /// Words that only phrases and expressions have, so that no prose holds them by accident.
  static let subject = list(
    """
    weapon explosive poison password account bypass security instruction prompt ignore previous kill bomb pipe detonator
    chemical synthesis illegal drug steal credit card bank transfer fraud identity hack network malware virus
    exploit vulnerability persona counterfeit launder phishing sabotage smuggle forge blackmail
    ransom stalk harass threaten detonate poisoning overdose contraband firearm silencer grenade toxin nerve agent
    """)

  /// The same, each between two words that keep it from being found.
  static let apart = subject.map { "hm \($0) hm" }
  static let german = list(
    """
    der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie
    nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man
    Küche Mädchen Straße Gemüse Übung schön größer müssen können möchte Frühstück Grüße Wörter Bücher Fußball heißen
    """)
  static let russian = list(
    """
    и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой что весь год от так о для ты же
    все тот мочь вы человек такой его сказать только или ещё бы себя один как уже до время если сам когда другой вот
    говорить наш мой знать стать при чтобы дело жизнь кто первый очень два день её новый рука даже во со раз где там
    """)

  private static func list(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  /// A word that no language has.
  static func invented(using generator: inout SeededGenerator) -> String {
    let syllables = [
      "ka", "ru", "mel", "to", "vin", "sha", "pel", "dor", "qui", "zan", "lem", "bri", "fos", "gu", "nyx",
    ]
    return (0..<Int.random(in: 3...4, using: &generator)).map { _ in
      syllables[Int.random(in: 0..<syllables.count, using: &generator)]
    }.joined()
  }
}

extension Array {
  /// One of the elements; the array must have some.
  func one(using generator: inout SeededGenerator) -> Element { self[Int.random(in: indices, using: &generator)] }
}
