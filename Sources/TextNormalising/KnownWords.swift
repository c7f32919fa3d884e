/// A thousand common English words, those of requests and of harm among them: what tells a decoding from an accident.
///
/// From what was written for this project. Nothing is judged by them: they only say whether letters are words.
enum KnownWords {
  /// Letters of the longest word that is known.
  static let longest = 12

  /// Whether letters, in either case, are a known word.
  static func contains(_ word: some Sequence<UInt8>) -> Bool {
    guard let packed = packed(word) else { return false }
    return words.contains(packed)
  }

  /// How many words a text has, how many of them are known, and how many letters those have.
  ///
  /// Words of one letter are not counted.
  static func count(in text: some Sequence<UInt8>) -> (words: Int, known: Int, knownLetters: Int) {
    var count = (words: 0, known: 0, knownLetters: 0)
    var packed: UInt64 = 0
    var length = 0
    func end() {
      if length > 1 {
        count.words += 1
        if length <= longest, words.contains(packed) {
          count.known += 1
          count.knownLetters += length
        }
      }
      packed = 0
      length = 0
    }
    for byte in text {
      let letter = LetterPairs.letter(byte)
      if letter == LetterPairs.border {
        end()
      } else {
        packed = packed << 5 | UInt64(letter + 1)
        length += 1
      }
    }
    end()
    return count
  }

  /// Twelve letters of five bits; nil for a longer word, for none, and for what is not of letters alone.
  private static func packed(_ word: some Sequence<UInt8>) -> UInt64? {
    var packed: UInt64 = 0
    var length = 0
    for byte in word {
      let letter = LetterPairs.letter(byte)
      guard letter != LetterPairs.border, length < longest else { return nil }
      packed = packed << 5 | UInt64(letter + 1)
      length += 1
    }
    return length == 0 ? nil : packed
  }

  private static let words: Set<UInt64> = Set(
    list.split { $0 == " " || $0 == "\n" }.compactMap { packed($0.utf8) })

  private static let list = """
    a able about abuse access accident account accounts act add address adult advice advise afraid after afterwards
    again against age all allowed alone already also always am ammonia ammonium an and angry animals another answer
    answers anthrax any anyone anything app are argue arguments around article as ascii ask asked asking asks ass
    assault at attack attacks avoid away babies baby back bad bank be beat because bed been before behead behind
    being believe best better between birthday bit bitch black bleach blind blood board body bomb bombs book books
    born boss bot both botnet bought boy boys break bring brother brown build building burn bus but buy by bypass
    cake call called calling calls calm came camera can cannot car card cards care carry case cash cat caught cause
    chain change changed chapter character chat check chemical child children chlorine church city class clean clear
    clinic close closed club coach cocaine code coffee cold colleague come comes coming comment company complete
    compose computer consent contact content contract control convince cook copy cost could count counterfeit
    countries country course court cousin cover crack cracking create credit crime cry cunt customer customers cut
    cyanide dad dangerous dark data database date daughter day days ddos dead dear death decode describe deserve
    design details detonate detonator did die died dies difference different dinner dirty disable disabled discuss
    do doctor doctors does dog dogs done door down dox doxx draft drink drive driver drop drops drug drugs drunk
    during each early eat eating eight election eleven else email empty end english enough essay euros even evening
    ever every everybody everyone everything evidence evil exactly exam exist explain explains explicit exploit
    explosive explosives face faggot fair fake fall false families family famous far fast fat father fear feel
    fentanyl few fight file fill film filter find fine finish fire firearm first five fix flat floor follow food
    football for force forge form forty found four fox fraud free friday friend friendly friends from front fuck
    fucking full fun funny fuse game garden gas gasoline gave gay genocide get gets getting girl girlfriend girls
    give gives go goes going gone good got grandma great grenade group guests guide gun gunpowder guns gym hack
    hacker hacking had hair half hand hands hang happened happens happy hard harm harmless has hate have he head
    hear heart hello help her here heroin hidden hide high him his history hit hitler hold home homemade honest hope
    hospital hot hotel hour hours house how human hundred hurt husband i idea ideas identity if ignore illegal
    illegally in incest ingredients instead instructions insult interview into invented is it its jailbreak jews
    jihad job jobs join joke jokes judge jumps just keep keeps kept key keylogger kid kidnap kids kill killed killer
    killing kills kind kitchen knife know knows lady landlord language last late laugh launder law laws lawyer lay
    lazy learn least leave leaves leaving left legal less lesson let letter letters level library licence lie life
    light like limits line lines list little live lives local lock locked log login lol long look looking looks lose
    lost lot love lsd lyrics machine made mail make makes making malware man many march market master matter may
    mdma me mean means medical meeting members men mention message messages meth methods might mine minutes model
    molest monday money month months more morning most mother move moved much mum murder museum muslims must my
    myself name names napalm nazi near need needs neighbour neighbours never new news next nice nigger night nine
    nitrate no nobody noose normal not note nothing notice novel now nude nudes number numbers nurse of off offer
    office often ok okay old on once one ones online only open or order other others our out outside over overdose
    own page paid pain paper papers paragraph parents park parking part party pass passport password passwords past
    patient patients pay pedophile people person phishing phone photo photos pick picture pictures pills pipe pistol
    place plan play please plot pls poem point points poison police policy polite porn possible post poster posts
    power pretend previous print private prompt provide public pupils put question questions quick quiet quietly
    race racist radio ransomware rape rather reaction read readers reading real really reason reasons recipe
    recommend red refuse release remember rent reply report respect respond rest return review rewrite ricin rid
    rifle right rights ring role roleplay room round row rows rule rules run running safe safety said same sarin
    saturday saw say saying says scam scared scene school script second secret secretly security see seen self sell
    send sent sentence server service set seven sex sexual share she shit shoot shooter shooting shop short shot
    should show shows sick side sign signs silencer since single sister sit site six skin skip slave sleep slow slur
    small so some somebody someone something son song sorry sound soup speak speech spread spyware stab staff stalk
    stand start station stay steal stealing step steps still stolen stop store story strangle street stuck student
    students study stuff style such suggest suicide summarise sunday support sure swat switch synthesis synthesize
    system table take taken takes taking talk talking tax tea teach teacher team tell telling tells ten terrorism
    terrorist test text than thank that the their them then there thermite these they thing things think thinks
    third this those though thought thousand three through throw thursday till time times tips tired to today
    together told tomorrow tonight too took topic torture town trafficking train training trans translate treat
    trick trip trojan true trust try tuesday turn twenty twice two uncensored uncle under understand undetected
    unfiltered until up us use used user usually version very victim victims video village violence virus visit
    voice vote wait walk wall want wanted wants war warm warning was watch water way ways we weapon weapons wear
    wedding wednesday week weeks weight welcome well went were what whatever whats when where whether which while
    white who whole whom whore why wife will win window windows wish with within without woman women word words work
    workers working works world worm would write writing wrong wrote year years yes you young your yourself
    """
}
