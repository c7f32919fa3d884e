/// Letters and short words that tell languages of one alphabet apart.
enum AlphabetMarkers {
  /// Points for up to three languages of a script, in the order of `codes`, and for others.
  typealias Points = SIMD4<Int32>

  /// Index of the points for languages that are not among a script's codes.
  static let others = 3

  static func codes(of script: Script) -> [String] {
    switch script {
    case .cyrillic: ["ru", "uk", "bg"]
    case .arabic: ["ar", "fa", "ur"]
    default: ["hi"]
    }
  }

  /// What a letter says by itself.
  @inline(__always)
  static func points(ofLetter letter: UInt32, _ script: Script) -> Points {
    switch script {
    case .cyrillic: cyrillic(letter)
    case .arabic: arabic(letter)
    case .devanagari: letter == 0x933 ? [0, 0, 0, 8] : .zero
    default: .zero
    }
  }

  private static func cyrillic(_ letter: UInt32) -> Points {
    switch letter {
    // ы, э, ё: Belarusian has them together with і, so each speaks against the languages of the other.
    case 0x44B, 0x42B, 0x44D, 0x42D, 0x451, 0x401: return [4, -4, -4, 2]
    // і, ї, є, ґ.
    case 0x456, 0x406, 0x457, 0x407, 0x454, 0x404, 0x491, 0x490: return [-4, 4, -4, 2]
    // ъ is rare in Russian and frequent in Bulgarian.
    case 0x44A, 0x42A: return [1, 0, 3, 0]
    // Serbian, Macedonian, Belarusian, and languages of Central Asia.
    case 0x402...0x40F, 0x452...0x45F, 0x460...0x52F: return [0, 0, 0, 6]
    default: return .zero
    }
  }

  private static func arabic(_ letter: UInt32) -> Points {
    switch letter {
    // ة, ك, ي, ى, أ, إ, ؤ, ئ.
    case 0x629, 0x643, 0x64A, 0x649, 0x623, 0x625, 0x624: [3, 0, 0, 0]
    // پ, چ, ژ, گ, ک, ی: Persian, and Urdu too.
    case 0x67E, 0x686, 0x698, 0x6AF, 0x6A9, 0x6CC: [0, 3, 2, 1]
    // ٹ, ڈ, ڑ, ں, ے, ہ, ھ.
    case 0x679, 0x688, 0x691, 0x6BA, 0x6D2, 0x6C1, 0x6BE: [0, 0, 6, 0]
    // Pashto, Sindhi, Kurdish, Uighur.
    case 0x66E...0x6D3, 0x750...0x77F: [0, 0, 0, 8]
    default: .zero
    }
  }

  /// What a word says, or else its last two letters, in letters folded by `folded`. The hash is made as in
  /// `LatinScores`.
  static func points(ofWord hash: UInt64, ending: (UInt32, UInt32)) -> Points {
    words[hash] ?? endings[LatinScores.endingHash(0, ending.0, ending.1)] ?? .zero
  }

  /// The small form of a Cyrillic letter; others as they are.
  @inline(__always)
  static func folded(_ letter: UInt32) -> UInt32 {
    switch letter {
    case 0x410...0x42F: letter + 0x20
    case 0x400...0x40F: letter + 0x50
    case 0x490: 0x491
    default: letter
    }
  }

  private static let words: WordTable<Points> = {
    let lists: [[String]] = [
      [
        """
        и в не на что я с как это по но из у за от о так же для вы ты мы он она они если или когда где мой мне меня тебя
        был была было быть есть нет да мне уже ещё еще только очень можно нужно почему кто какой какая какие привет
        спасибо пожалуйста напиши объясни расскажи помоги хочу могу сделать после перед между его её их нас вас чтобы
        """,
        """
        і в не на що я з як це по але із у за від про так ж для ви ти ми він вона вони якщо або коли де мій мені мене
        тебе був була було бути є немає та вже ще тільки дуже можна треба потрібно чому хто який яка які привіт дякую
        будь ласка напиши поясни розкажи допоможи хочу можу зробити після перед між його її їх нас вас щоб до й
        """,
        """
        и в не на че аз с как това по но от за да се съм си е ще какво къде защо ли ако или когато са сме сте ти ние вие
        той тя те моя мой мен теб беше бил била има няма вече още само много може трябва кой коя кои здравей благодаря
        моля напиши обясни разкажи помогни искам мога направя след преди между неговия го я ги ни ви към при без до
        """,
        "јас је и на се у да што како ово није сам су зашто хвала са са мой гэта не што як ёсць дзе чаму дзякуй",
      ],
      [
        """
        في من على إلى أن هذا هذه ما لا هل مع عن كيف لماذا هو
        هي أنا أنت نحن كان التي الذي بين بعد قبل أو ثم شكرا مرحبا يمكن
        """,
        """
        از به که این را با است برای در آن یک می چه چرا چگونه
        من تو ما شما هستم هستید بود شد هم یا اگر سلام لطفا لطفاً ممنون
        """,
        "ہے کے کی میں کا سے اور کو نے یہ وہ ہیں پر کیا ایک بھی نہیں آپ مجھے کریں کیسے کیوں شکریہ براہ کرم",
        "",
      ],
      [
        "है हैं का की के में से को और नहीं यह क्या मैं आप मुझे कैसे क्यों पर एक भी था थी कर करें लिए कृपया धन्यवाद हो",
        "", "",
        "आहे आहेत आणि नाही मला काय कसे तुम्ही आम्ही छ छन् हुन्छ गर्न तपाईं मेरो किन कसरी पनि त्यो",
      ],
    ]
    var words = WordTable<Points>(bits: 11)
    for script in lists {
      for (language, list) in script.enumerated() {
        for word in Set(list.split(whereSeparator: \.isWhitespace)) {
          let hash = word.unicodeScalars.reduce(LatinScores.start) { LatinScores.hash($0, folded($1.value)) }
          var points = words[hash] ?? .zero
          points[language] += 4
          words.insert(points, for: hash)
        }
      }
    }
    return words
  }()

  /// Endings of longer words in Cyrillic script, from their inflection.
  private static let endings: WordTable<Points> = {
    let lists = [
      "ть ся ой ый ий ет ит ют ят ат ов ем ие ия ей ую ая ое ых их",
      "ти ся ою ій ий ть їв ів ає ує ку ня му ці ми",
      "та то те ят ът ия ие ме ва ки ни ам ме щи",
    ]
    var endings = WordTable<Points>(bits: 8)
    for (language, list) in lists.enumerated() {
      for ending in Set(list.split(separator: " ")) {
        let letters = ending.unicodeScalars.map(\.value)
        let hash = LatinScores.endingHash(0, letters[0], letters[1])
        var points = endings[hash] ?? .zero
        points[language] += 2
        endings.insert(points, for: hash)
      }
    }
    return endings
  }()
}
