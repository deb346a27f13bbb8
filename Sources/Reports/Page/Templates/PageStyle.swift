/// How the page looks: on a screen, a phone and paper.
enum PageStyle {
    static let text = [
        Palette.properties, ground, foot, charts, shapes, panels, tables, phone, print,
    ].joined(separator: "\n")

    private static let ground = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,
        "Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
        main,header,footer,nav{max-width:840px;margin:0 auto;padding:0 20px}
        header{padding-top:40px}
        .programme{margin:0;color:var(--soft);font-weight:600}
        h1{font-size:2rem;line-height:1.2;margin:.1em 0 .3em;letter-spacing:-.01em}
        h2{font-size:1.5rem;line-height:1.25;margin:0 0 .5em;padding-top:1.4em;
        border-top:2px solid var(--ink)}
        section{margin-top:3.2em}
        h3{font-size:1.05rem;line-height:1.35;margin:2em 0 .5em}
        p{margin:0 0 .8em}
        a{color:var(--link)}
        .meta{color:var(--soft);font-size:.875rem}
        .meta dt{float:left;clear:left;margin-right:.4em}
        .meta dt::after{content:":"}
        .meta dd{margin:0;color:var(--ink)}
        .meta dl{margin:0 0 1.2em}
        nav ul{list-style:none;margin:1.5em 0 0;padding:.7em 0;border-top:1px solid var(--grid);
        border-bottom:1px solid var(--grid);display:flex;flex-wrap:wrap;gap:.2em 1.3em}
        .heads{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:14px;
        margin:1.8em 0 0;padding:0;list-style:none}
        .heads li{background:var(--raised);border-radius:6px;padding:14px 16px}
        .heads .label{display:block;font-weight:600;font-size:.875rem}
        .heads .big{display:block;font-size:1.65rem;line-height:1.3;font-weight:650;
        font-variant-numeric:tabular-nums;letter-spacing:-.01em}
        .heads .of{display:block;color:var(--soft);font-size:.8125rem;line-height:1.4}
        """

    private static let foot = """
        footer{margin-top:4em;padding-bottom:60px;color:var(--soft);font-size:.875rem}
        .skip{position:absolute;left:-999em}
        .skip:focus{left:8px;top:8px;background:var(--ground);padding:.5em 1em;z-index:3}
        #tip{position:absolute;z-index:2;max-width:280px;padding:.45em .7em;border-radius:5px;
        background:var(--ink);color:var(--ground);font-size:.8125rem;line-height:1.4;
        pointer-events:none}
        #tip[hidden]{display:none}
        """

    /// A chart, its words, and the switch between its figures.
    private static let charts = """
        figure{margin:0 0 1em}
        figcaption{font-weight:600;font-size:1.05rem;line-height:1.35;margin:2em 0 .7em}
        span[data-figure]{white-space:nowrap}
        .said{color:var(--soft);font-size:.9rem;margin:0 0 .8em}
        fieldset{border:0;margin:0;padding:0;min-width:0}
        legend{padding:0;font-size:.875rem;color:var(--soft);float:left;margin:.35em .8em 0 0}
        .panel{display:none;clear:both;padding-top:1em}
        .switch input{position:absolute;opacity:0;width:1px;height:1px}
        .switch label{float:left;cursor:pointer;font-size:.875rem;line-height:1.3;
        padding:.3em .65em;margin:0 .35em .35em 0;border:1px solid var(--rule);border-radius:999px}
        .switch input:checked+label{background:var(--ink);border-color:var(--ink);color:var(--ground)}
        .switch input:focus-visible+label{outline:3px solid var(--link);outline-offset:2px}
        svg{display:block;width:100%;height:auto;overflow:visible}
        svg.narrow{display:none}
        """

    private static let tables = """
        .scroll{overflow-x:auto;margin:0 0 .4em}
        table{border-collapse:collapse;font-size:.8125rem;line-height:1.4;width:100%}
        caption{text-align:left;font-weight:600;padding:.6em 0 .4em}
        th,td{padding:.3em .6em;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
        th:first-child,td:first-child{padding-left:0}
        thead th{vertical-align:bottom;border-bottom:1px solid var(--rule);font-weight:600}
        tbody th{font-weight:400}
        .c{white-space:nowrap}
        .n{text-align:right;font-variant-numeric:tabular-nums}
        td.n{white-space:nowrap}
        tfoot th,tfoot td{font-weight:650;border-top:1px solid var(--ink);border-bottom:0}
        details{margin:.6em 0;border-top:1px solid var(--grid)}
        summary{cursor:pointer;padding:.55em 0;font-weight:600;font-size:.9rem}
        details[open] summary{padding-bottom:0}
        details caption{display:none}
        dl.counts{margin:.5em 0 1.4em;font-size:.8125rem;line-height:1.45;color:var(--soft)}
        dl.counts dt{font-weight:600;color:var(--ink);float:left;clear:left;margin-right:.5em}
        dl.counts dd{margin:0 0 .25em}
        .aside{display:none;color:var(--soft);font-size:.8125rem;margin:0}
        .words dt{font-weight:600}
        .words dd{margin:0 0 .6em}
        """

    /// A drawing of its own, and the steps below each other.
    private static let phone = """
        @media screen{.printed{display:none}}
        @media (forced-colors:active){svg,.switch input:checked+label{forced-color-adjust:none}
        svg{background:var(--ground)}}
        @media screen and (max-width:699px){
        svg.wide{display:none}
        svg.narrow{display:block;max-width:440px}
        main,header,footer,nav{padding-left:10px;padding-right:10px}
        header{padding-top:20px}
        h1{font-size:1.6rem}
        .heads{grid-template-columns:1fr 1fr;gap:8px}
        .heads li{padding:10px 12px}
        .heads .big{font-size:1.3rem}
        .aside{display:block}
        .scroll tbody th,.scroll thead th:first-child,.scroll tfoot th{position:sticky;left:0;
        background:var(--ground);z-index:1}
        .steps thead{position:absolute;left:-999em}
        .steps tr{display:block;padding:.6em 0;border-bottom:1px solid var(--grid)}
        .steps td{display:block;border:0;padding:.1em 0}
        .steps td:nth-child(-n+2){display:inline;font-weight:600;margin-right:.5em}
        .steps td:nth-child(n+4)::before{content:attr(data-is) ": ";color:var(--soft)}}
        """

    /// What the drawings are made of.
    private static let shapes: String = {
        let rules = [
            ("svg text", "font-size:12px;font-family:inherit"),
            (".ink", "fill:var(--ink)"), (".soft", "fill:var(--soft)"),
            (".strong", "font-weight:650;font-variant-numeric:tabular-nums"),
            (".halo", "paint-order:stroke;stroke:var(--ground);stroke-width:4px"),
            ("svg .small", "font-size:11px"), ("svg .tiny", "font-size:10px"),
            ("svg .mini", "font-size:9px;letter-spacing:-.02em"),
            (".grid", "stroke:var(--grid)"), (".rule", "stroke:var(--rule)"),
            (".bar", "fill:var(--bar)"), (".bar2", "fill:var(--bar2)"),
            (".goal", "stroke:var(--goal);stroke-dasharray:5 4"),
            (".goaltext", "fill:var(--goal);font-weight:600"),
            (".goalmark", "fill:var(--ground);stroke:var(--goal);stroke-width:2.5"),
            (".curve", "fill:none;stroke:var(--bar);stroke-width:2.5;stroke-linejoin:round"),
            (".way", "fill:none;stroke:var(--bar);stroke-width:1.5;stroke-dasharray:2 5"),
            (".dot", "fill:var(--bar)"),
            (".hollow", "fill:none;stroke:var(--rule);stroke-dasharray:3 3"),
            (".mark:hover rect,.mark:focus rect", "stroke:var(--ink);stroke-width:1.5"),
            (".mark:hover circle,.mark:focus circle", "stroke:var(--ink);stroke-width:2"),
            (".mark:focus", "outline:2px solid var(--link);outline-offset:2px"),
        ]
        let shades = (0..<TileMap.shades).flatMap {
            [(".shade\($0)", "fill:var(--shade\($0))"), (".on\($0)", "fill:var(--on\($0))")]
        }
        return (rules + shades).map { "\($0.0){\($0.1)}" }.joined(separator: "\n")
    }()

    /// The chosen one of a switch's panels, without a script.
    private static let panels =
        (1...8).map {
            ".switch input:nth-of-type(\($0)):checked~.panel:nth-of-type(\($0))"
        }.joined(separator: ",\n") + "{display:block}"

    /// On A4: everything open, no switch, nothing torn apart.
    private static let print = """
        @page{size:A4;margin:16mm 14mm}
        @media print{
        body{font-size:10pt;background:#fff}
        main,header,footer,nav{max-width:none;padding:0}
        header{padding-top:0}
        nav,.skip,#tip,.switch legend,.switch input,.switch label{display:none}
        section{margin-top:1.4em}
        section+section{break-before:page}
        h2{break-after:avoid;padding-top:.5em}
        h3,figcaption,summary,caption{break-after:avoid}
        figure,.heads li,tr,svg,.counts dd{break-inside:avoid}
        svg{max-width:660px}
        thead{display:table-header-group}
        /* A total at the foot of each sheet would read as that sheet's. */
        tfoot{display:table-row-group}
        table{font-size:7.5pt;line-height:1.25}
        th,td{padding:.1em .45em}
        dl.counts{font-size:7.5pt;margin-bottom:.8em}
        .scroll{overflow:visible}
        summary{list-style:none}
        details::details-content{display:block;content-visibility:visible;block-size:auto}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """
}
