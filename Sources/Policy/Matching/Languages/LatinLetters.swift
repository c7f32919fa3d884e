/// Letters with marks, and the languages of Latin script that use them.
enum LatinLetters {
  /// Letters, and the codes of the languages in which they are usual.
  static let byLetters: [(letters: String, codes: String)] = [
    ("ß", "de"), ("ä", "de sv fi et sk"), ("ö", "de sv fi et hu tr"), ("ü", "de tr et hu"),
    ("ñ¿¡", "es"), ("ç", "fr pt tr ca"), ("ãõ", "pt"), ("õ", "et"), ("œùû", "fr"), ("ê", "fr pt vi"),
    ("è", "fr it ca"), ("à", "fr it ca pt vi"), ("ë", "nl fr"), ("ï", "nl fr ca"), ("î", "fr ro"), ("â", "fr ro pt vi"),
    ("ô", "fr pt sk vi"), ("ò", "it ca"), ("ì", "it"), ("á", "es pt cs sk hu"), ("é", "fr es pt cs sk hu ca"),
    ("í", "es pt cs sk hu ca"), ("ó", "es pt pl hu sk ca"), ("ú", "es pt cs sk hu ca"), ("ý", "cs sk"),
    ("å", "sv da no"), ("øæ", "da no"), ("őű", "hu hu"), ("łńśź", "pl pl"), ("żęą", "pl"), ("ęąėįų", "lt"),
    ("ć", "pl hr"),
    ("řěů", "cs cs"), ("ľĺŕ", "sk sk"), ("ťďň", "cs sk"), ("čšž", "cs sk hr sl lt lv"), ("đ", "hr vi"),
    ("ășțţ", "ro"), ("ăơư", "vi"), ("ş", "tr ro"), ("ğı", "tr tr"), ("āēīņļķģ", "lv lv"), ("ū", "lv lt"),
  ]
}
