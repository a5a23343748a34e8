import BGPCore
import BGPWire
import Testing

@Suite struct StateEventTests {
    @Test(arguments: Scene.allCases) func everyEventDoesWhatTheTableSays(_ scene: Scene) {
        let reactions = StateEventTable.reactions(scene)
        for (name, event) in scene.events {
            var machine = scene.machine()
            let actions = machine.handle(event).texts(own: scene.link)
            let found = StateEventTable.Reaction(state: machine.state.description, actions: actions)
            #expect(found == reactions[name] ?? .init(state: scene.state.description, actions: ""), "\(scene.rawValue): \(name)")
        }
    }

    @Test(arguments: Scene.allCases) func sceneIsInItsState(_ scene: Scene) { #expect(scene.machine().state == scene.state) }

    @Test func tableNamesOnlyEventsAndScenesThatExist() {
        #expect(Set(StateEventTable.rows.map(\.key)) == Set(Scene.allCases))
        for scene in Scene.allCases {
            let names = Set(scene.events.map(\.name))
            #expect(StateEventTable.reactions(scene).keys.filter { !names.contains($0) } == [], "\(scene.rawValue)")
        }
    }
}
