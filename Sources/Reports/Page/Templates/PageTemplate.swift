import Mustache

/// The page's templates. All that is filled in is escaped but what is ours alone: the style sheet and
/// the script, whose hashes the policy names.
enum PageTemplate {
    /// The whole page, filled in.
    static func render(_ content: [String: Any]) -> String {
        guard let page = library.render(content, withTemplate: "page") else {
            preconditionFailure("there is no template of the page")
        }
        return page
    }

    static let library: MustacheLibrary = {
        do {
            return MustacheLibrary(
                templates: try texts.mapValues { try MustacheTemplate(string: $0) })
        } catch {
            preconditionFailure("a template of the page cannot be read: \(error)")
        }
    }()

    private static let texts = [
        "page": page, "section": section, "chart": chart, "drawings": drawings, "listing": listing,
        "element": element, "sentence": sentence,
    ]

    private static let page = """
        <!DOCTYPE html>
        <html lang="{{lang}}">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{{policy}}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="generator" content="{{program}}">
        <title>{{title}}</title>
        <link rel="icon" href="data:,">
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#main">{{skip}}</a>
        <header>
        <p class="programme">OK OCE · Jakarta</p>
        <h1>{{heading}}</h1>
        <div class="meta"><dl>{{#facts}}<dt>{{name}}</dt><dd>{{text}}</dd>{{/facts}}</dl></div>
        {{#programme}}<p>{{.}}</p>{{/programme}}
        {{#hasHighlights}}<ul class="heads">{{#highlights}}
        <li><span class="label">{{label}}</span>
        <span class="big" data-figure="{{address}}">{{text}}</span>
        <span class="of">{{#words}}{{>sentence}}{{/words}}</span></li>{{/highlights}}
        </ul>{{/hasHighlights}}
        </header>
        {{#hasContents}}<nav aria-label="{{contents}}"><ul>{{#links}}
        <li><a href="{{href}}"{{#tongue}} hreflang="{{.}}" lang="{{.}}"{{/tongue}}>{{text}}</a></li>
        {{/links}}</ul></nav>{{/hasContents}}
        <main id="main">
        {{#sections}}{{>section}}{{/sections}}
        </main>
        <footer>
        <h2>{{wordsTitle}}</h2>
        <dl class="words">{{#glossary}}<dt>{{name}}</dt><dd>{{text}}</dd>{{/glossary}}</dl>
        <p>{{private}}</p>
        </footer>
        <script>{{{script}}}</script>
        </body>
        </html>

        """

    private static let section = """
        <section id="{{id}}" aria-labelledby="{{id}}-title">
        <h2 id="{{id}}-title">{{title}}</h2>
        {{#lead}}<p>{{>sentence}}</p>
        {{/lead}}
        {{#explanation}}<h3>{{title}}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label="{{title}}"><table class="steps">
        <thead><tr>{{#headings}}<th scope="col">{{.}}</th>{{/headings}}</tr></thead>
        <tbody>{{#rows}}<tr>{{#cells}}<td data-is="{{name}}">{{text}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>{{/explanation}}
        {{#blocks}}{{#chart}}{{>chart}}{{/chart}}{{#listings}}{{>listing}}{{/listings}}{{/blocks}}
        {{#notes}}<p class="said">{{.}}</p>{{/notes}}
        </section>

        """

    private static let chart = """
        <figure id="{{id}}"><figcaption>{{title}}</figcaption>
        {{#isSwitch}}<fieldset class="switch"><legend>{{question}}</legend>
        {{#choices}}<input type="radio" name="{{name}}" id="{{id}}"{{#isFirst}} checked{{/isFirst}}>
        <label for="{{id}}">{{label}}</label>
        {{/choices}}{{#choices}}<div class="panel">{{>drawings}}</div>
        {{/choices}}</fieldset>
        <p class="said printed">{{onPaper}}</p>{{/isSwitch}}
        {{^isSwitch}}{{#choices}}{{>drawings}}{{/choices}}{{/isSwitch}}
        </figure>

        """

    private static let drawings = """
        {{#hasWords}}<p class="{{style}}">{{#label}}<strong>{{.}}.</strong> {{/label}}\
        {{#words}}{{>sentence}} {{/words}}</p>{{/hasWords}}
        {{#drawings}}<svg class="{{size}}" viewBox="{{box}}" role="group" aria-label="{{says}}">
        {{#elements}}{{>element}}{{/elements}}</svg>
        {{/drawings}}
        """

    private static let element = """
        <{{tag}}{{#attributes}} {{name}}="{{value}}"{{/attributes}}>{{text}}\
        {{#children}}{{>element}}{{/children}}</{{tag}}>
        """

    private static let sentence = """
        {{#runs}}{{#address}}<span data-figure="{{.}}">{{/address}}{{text}}\
        {{#address}}</span>{{/address}}{{/runs}}
        """

    private static let listing = """
        {{#isFolded}}<details><summary>{{title}}</summary>{{/isFolded}}
        {{#aside}}<p class="aside">{{.}}</p>{{/aside}}
        <div class="scroll" tabindex="0" role="region" aria-label="{{title}}">
        <table data-table="{{address}}"><caption>{{title}}</caption>
        <thead><tr>{{#columns}}<th scope="col" class="{{style}}">{{text}}</th>\
        {{/columns}}</tr></thead>
        <tbody>{{#rows}}<tr>{{#cells}}{{#isHead}}<th scope="row" class="{{style}}" \
        data-figure="{{address}}">{{text}}</th>{{/isHead}}{{^isHead}}<td class="{{style}}" \
        data-figure="{{address}}">{{text}}</td>{{/isHead}}{{/cells}}</tr>
        {{/rows}}</tbody>
        {{#hasTotal}}<tfoot><tr><th scope="row">{{totalName}}</th>{{#total}}<td \
        class="{{style}}"{{#address}} data-figure="{{.}}"{{/address}}>{{text}}</td>{{/total}}\
        </tr></tfoot>{{/hasTotal}}
        </table></div>
        {{#hasCounts}}<dl class="counts">{{#counts}}<dt>{{name}}</dt><dd>{{text}}</dd>{{/counts}}\
        </dl>{{/hasCounts}}
        {{#isFolded}}</details>{{/isFolded}}

        """
}
