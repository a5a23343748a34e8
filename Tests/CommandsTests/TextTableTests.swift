import Testing

@testable import Commands

@Suite struct TextTableTests {
    @Test func padsEveryColumn() {
        var table = TextTable(headers: ["NAME", "N"])
        table.add(["a", ""])
        table.add(["longer-name", "1"])
        #expect(table.line(["NAME", "N"]) == "NAME          N    \n")
        #expect(table.line(["a", ""]) == "a                  \n")
        #expect(table.line(["longer-name", "1"]) == "longer-name   1    \n")
    }

    /// What a terminal would act upon does not reach it, and no cell tears its row.
    @Test func showsControlCharactersAsBlanks() {
        let table = TextTable(headers: ["A", "B"])
        #expect(table.line(["x\u{1b}[2Jy", "a\tb\nc\u{7f}"]) == "x [2Jya b c \n")
    }

    @Test func countsCharactersAndNotOctets() {
        var table = TextTable(headers: ["NAME"])
        table.add(["äöüäöü"])
        #expect(table.line(["äöüäöü"]) == "äöüäöü   \n")
    }
}
