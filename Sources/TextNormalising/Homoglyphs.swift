/// Letters of other scripts that look like Latin ones, and Latin letters in odd shapes.
enum Homoglyphs {
  /// Letters that can hardly be told from a Latin one: these alone may make up a whole disguised word.
  static let alike = ScalarTable(
    """
    A 410 391 13AA A4EE
    B 412 392 13F4 A4D0 2C82
    C 421 13DF A4DA 2CA4
    D 13A0 A4D3
    E 415 395 13AC A4F0
    F A4DD
    G 50C 13C0 A4D6
    H 41D 397 13BB A4E7 2C8E
    I 406 4C0 399 A4F2 2C92
    J 408 13AB A4D9
    K 41A 39A 13E6 A4D7 2C94
    L 53C 13DE A4E1
    M 41C 39C 13B7 A4DF 2C98
    N 39D A4E0 2C9A
    O 41E 39F 555 A4F3 2C9E
    P 420 3A1 13E2 A4D1 2CA2
    Q 51A
    R 13A1 13D2 A4E3
    S 405 54F 13D5 13DA A4E2
    T 422 3A4 13A2 A4D4 2CA6
    U 54D A4F4
    V 13D9 A4E6
    W 51C 13B3 13D4 A4EA
    X 425 3A7 A4EB 2CAC
    Y 423 3A5 13A9 A4EC 2CA8
    Z 396 13C3 A4DC
    a 430 3B1 3AC
    b 13CF
    c 441 3C2 2CA5
    d 501 13E7
    e 435 451
    g 581
    h 4BB 570
    i 456 457 3B9 3AF 13A5 2C93
    j 458 575
    k 3BA
    l 4CF
    n 578
    o 43E 3BF 3CC 585 2C9F
    p 440 3C1 2CA3
    q 51B 566
    s 455
    u 3C5 3CD 57D
    v 475 3BD
    w 51D
    x 445 3C7 2CAD
    y 443 4AF 3B3
    """)

  /// Letters that pass for a Latin one only beside Latin letters.
  static let similar = ScalarTable(
    """
    b 432 431 44C 3B2
    e 454 3B5 3AD
    g 493
    h 43D
    k 43A 49B
    m 43C
    n 43F 3B7 3AE
    o 3C3
    r 433
    t 442 3C4
    u 438
    w 448 3C9 3CE 561
    E 404
    R 42F
    N 418
    """)

  /// Latin letters in other shapes that compatibility composition leaves alone: small capitals and phonetic letters.
  static let shapes = ScalarTable(
    """
    a 251 1D00
    b 299 180
    c 1D04
    d 1D05
    e 212E 1D07
    f A730 192
    g 262 261
    h 29C
    i 26A 269
    j 237 1D0A
    k 1D0B
    l 29F 1C0
    m 1D0D
    n 274
    o 1D0F
    p 1D18
    r 280 27E
    s A731 282
    t 1D1B
    u 1D1C
    v 1D20 28B
    w 1D21
    y 28F
    z 1D22
    """)
}
