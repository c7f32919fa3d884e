/// Fifty expressions such as operators write: attacks on the model, wanted harm, forms of secrets, fragments of code.
enum OwnExpressions {
  static let fifty = [
    #"\bignore (all |any )?(the )?(previous|prior|above) (instructions|prompts|rules)\b"#,
    #"\bdisregard (your|all|the) \w+ (rules|guidelines)\b"#,
    #"\b(pretend|act as if) you (are|have) no (rules|limits|filters)\b"#,
    #"\bdo anything now\b"#, #"\bDAN mode\b"#, #"\bjailbreak(ed|ing)?\b"#,
    #"\bsystem prompt\b.{0,40}\b(reveal|show|print|repeat)\b"#,
    #"\b(reveal|show|print|repeat)\b.{0,40}\bsystem prompt\b"#,
    #"\bhow (do|can|to) (i|we|you) (make|build|construct) (a |an )?(bomb|explosive|weapon)s?\b"#,
    #"\bpipe ?bombs?\b"#, #"\bnerve agents?\b"#, #"\bricin\b|\bsarin\b|\bvx gas\b"#,
    #"\b\d{3}-\d{2}-\d{4}\b"#, #"\b(?:\d[ -]?){13,16}\b"#, #"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b"#,
    #"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"#, #"\bhttps?://\S+"#, #"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"#,
    #"\bAKIA[0-9A-Z]{16}\b"#, #"\bghp_[A-Za-z0-9]{36}\b"#, #"\bsk-[A-Za-z0-9]{20,}\b"#,
    #"-----BEGIN [A-Z ]*PRIVATE KEY-----"#, #"\bpassword\s*[:=]\s*\S+"#, #"\bapi[_-]?key\s*[:=]\s*\S+"#,
    #"\bsecret\s*[:=]\s*\S+"#, #"\bselect\b.+\bfrom\b.+\bwhere\b"#, #"\bunion\s+select\b"#, #"\bdrop\s+table\b"#,
    #"<script\b[^>]*>"#, #"\bon(load|error)\s*="#, #"\bkill (him|her|them|my \w+|myself)\b"#,
    #"\b(suicide|self-harm|end my life)\b"#, #"\bcut(ting)? myself\b"#, #"\bmeth(amphetamine)? (recipe|synthesis)\b"#,
    #"\bcook(ing)? meth\b"#, #"\bbuy (cocaine|heroin|fentanyl)\b"#, #"\bfake (passport|id|license)s?\b"#,
    #"\bcounterfeit (money|bills|notes)\b"#, #"\bmoney launder(ing)?\b"#,
    #"\b(hack|crack|break into) (his|her|their|an?) (account|phone|wifi|email)\b"#,
    #"\bphishing (email|page|site)s?\b"#, #"\bransomware\b.{0,60}\b(write|create|code)\b"#, #"\bkeylogger\b"#,
    #"\bbypass (the )?(filter|security|paywall)s?\b"#, #"\b(project|code ?name) (aurora|falcon|zephyr)\b"#,
    #"\bconfidential\b|\binternal use only\b"#, #"\bTICKET-\d{4,6}\b"#, #"\+\d{1,3}[ \d()-]{7,14}\d"#,
    #"\b[A-Z]\d{8}\b"#, #"\b(steal|copy) (the )?(customer|patient) (list|records)\b"#,
  ]

  /// Expressions that no other file has: the fifty with a word of the file's own behind each.
  static func own(_ count: Int, of file: Int) -> [String] {
    (0..<count).map { fifty[$0 % fifty.count] + #"\s+for file\#(file)x\#($0)\b"# }
  }
}
