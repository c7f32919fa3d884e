/// Latin letters and digits that only look special.
enum PlainLetters {
  /// The ASCII character that a full-width, mathematical, enclosed, small capital or phonetic form stands for.
  static func ascii(_ scalar: UInt32) -> UInt8? {
    let shape = Homoglyphs.shapes[scalar]
    if shape != 0 { return shape }
    switch scalar {
    case 0x249C...0x24B5: return lower(scalar - 0x249C)
    case 0x24B6...0x24CF: return upper(scalar - 0x24B6)
    case 0x24D0...0x24E9: return lower(scalar - 0x24D0)
    case 0xFF01...0xFF5E: return UInt8(scalar - 0xFF01 + 0x21)
    case 0x1D400...0x1D6A3:
      let place = (scalar - 0x1D400) % 52
      return place < 26 ? upper(place) : lower(place - 26)
    case 0x1D7CE...0x1D7FF: return UInt8(ascii: "0") + UInt8((scalar - 0x1D7CE) % 10)
    case 0x1F110...0x1F129: return upper(scalar - 0x1F110)
    case 0x1F130...0x1F149: return upper(scalar - 0x1F130)
    case 0x1F150...0x1F169: return upper(scalar - 0x1F150)
    case 0x1F170...0x1F189: return upper(scalar - 0x1F170)
    default: return nil
    }
  }

  /// Whether compatibility composition surely leaves a scalar as it is, whatever unmarked scalars stand beside it.
  ///
  /// False where it is not worth finding out.
  static func composesToItself(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA1...0xA7, 0xA9, 0xAB...0xAE, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB, 0xBF...0x131, 0x134...0x13E, 0x141...0x148,
      0x14A...0x17E, 0x391...0x3C9, 0x400...0x482, 0x5D0...0x5EA, 0x620...0x64A, 0x2010, 0x2012...0x2016,
      0x2018...0x2023,
      0x20A0...0x20A7, 0x20A9...0x20BF, 0x2190...0x21FF, 0x2500...0x27BF, 0x3001, 0x3002, 0x3005...0x3030,
      0x3041...0x3096,
      0x30A1...0x30FA, 0x30FB...0x30FE, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x1F300...0x1FAFF:
      true
    default: false
    }
  }

  private static func upper(_ place: UInt32) -> UInt8 { UInt8(ascii: "A") + UInt8(place) }
  private static func lower(_ place: UInt32) -> UInt8 { UInt8(ascii: "a") + UInt8(place) }
}
