import Classifiers
import Testing

@Suite struct ClassifierWorkTests {
  private let always: @Sendable () -> Bool = { true }
  private let never: @Sendable () -> Bool = { false }

  @Test("work is wanted until somebody says otherwise, on this thread and within the call only")
  func scopes() {
    #expect(ClassifierWork.isWanted)
    let seen = ClassifierWork.perform(while: never) {
      let inner = ClassifierWork.perform(while: always) { ClassifierWork.isWanted }
      return [ClassifierWork.isWanted, inner, ClassifierWork.isWanted]
    }
    #expect(seen == [false, true, false])
    #expect(ClassifierWork.isWanted)
    concurrently(4) { thread in
      let wanted = thread.isMultiple(of: 2)
      let seen = ClassifierWork.perform(while: wanted ? always : never) { ClassifierWork.isWanted }
      #expect(seen == wanted)
    }
  }

  @Test("what is thrown comes through, and nothing is left behind")
  func throwing() {
    #expect(throws: ClassifierFailure.deadlineExceeded) {
      try ClassifierWork.perform(while: never) { () throws(ClassifierFailure) in try ClassifierWork.check() }
    }
    #expect(ClassifierWork.isWanted)
  }
}
