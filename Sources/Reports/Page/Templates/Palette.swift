/// The page's colours, by their names in the style sheet, on light and on dark ground.
///
/// The shades go from little to much in one hue, so that they can be told apart without seeing
/// colours, and the two kinds of bars are blue and orange, which everybody can tell apart. Texts have
/// a contrast of at least 4.5 to what they stand on; a test holds them to it.
enum Palette {
    static let colours: [(name: String, light: String, dark: String)] = [
        ("ground", "#fcfcfa", "#14181d"),
        ("raised", "#f2f3f0", "#1d232a"),
        ("ink", "#1a2027", "#e8ebee"),
        ("soft", "#545d68", "#a6b0bb"),
        ("grid", "#dcdfe0", "#333b44"),
        ("rule", "#8a939d", "#6d7782"),
        ("link", "#1d5f94", "#86bde8"),
        ("bar", "#2d78b0", "#5a9fd4"),
        ("bar2", "#cc6a1a", "#e58b3f"),
        ("goal", "#a8500a", "#f0a05c"),
        ("shade0", "#e4eff7", "#1c3448"),
        ("shade1", "#b9d7eb", "#24506f"),
        ("shade2", "#7fb3d8", "#2c6c9a"),
        ("shade3", "#26709f", "#7db8e0"),
        ("shade4", "#0d456f", "#c9e5f8"),
        ("on0", "#1a2027", "#e8ebee"),
        ("on1", "#1a2027", "#e8ebee"),
        ("on2", "#10161c", "#ffffff"),
        ("on3", "#ffffff", "#0d141b"),
        ("on4", "#ffffff", "#0d141b"),
    ]

    /// Which colours texts have, and what they stand on.
    static let texts: [(text: String, ground: String)] =
        [
            ("ink", "ground"), ("soft", "ground"), ("link", "ground"), ("goal", "ground"),
            ("ink", "raised"), ("soft", "raised"), ("link", "raised"),
        ] + (0..<TileMap.shades).map { ("on\($0)", "shade\($0)") }

    /// As custom properties of the style sheet.
    static let properties: String = {
        func list(_ colour: (name: String, light: String, dark: String), isDark: Bool) -> String {
            "--\(colour.name):\(isDark ? colour.dark : colour.light);"
        }
        let light = colours.map { list($0, isDark: false) }.joined()
        let dark = colours.map { list($0, isDark: true) }.joined()
        return """
            :root{color-scheme:light dark;\(light)}
            @media screen and (prefers-color-scheme:dark){:root{\(dark)}}
            """
    }()
}
