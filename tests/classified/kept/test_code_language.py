"""The language of code, as a fence of Markdown tells it."""

import re

import pytest

from tests.classified.kept.test_markdown import markdown

LANGUAGES = {
    "<pre><code class='language-python'>{}</code></pre>": "python",
    "<pre class='language-js'>{}</pre>": "js",
    "<pre class='prettyprint lang-c++'>{}</pre>": "c++",
    "<pre class='brush: java; gutter: false'>{}</pre>": "java",
    "<pre><code class='hljs rust'>{}</code></pre>": "rust",
    "<div class='sourceCode'><pre class='sourceCode haskell'>{}</pre></div>": "haskell",
    "<div class='highlight highlight-source-shell'><pre>{}</pre></div>": "shell",
    "<div class='highlight-python notranslate'><div class=highlight><pre>{}</pre></div></div>": (
        "python"
    ),
    "<div class='language-ruby highlighter-rouge'><div><pre><code>{}</code></pre></div></div>": (
        "ruby"
    ),
    "<pre><code class='language-x'><span class='token comment'># a</span>\n{}</code></pre>": "x",
    "<div class='highlight-go notranslate'><div><table><tr><td><pre class=linenos>1</pre><td><div>"
    "<pre>{}</pre></div></table></div></div>": "go",
    "<figure class='highlight go'><table><tr><td><pre>{}</pre></table></figure>": "go",
    "<div class='highlight go'><pre>{}</pre></div>": "",
    "<pre class='src src-python'>{}</pre>": "python",
    "<pre class=astro-code data-language=ts><code>{}</code></pre>": "ts",
    "<pre><code data-lang=go>{}</code></pre>": "go",
    "<pre data-language='a b'>{}</pre>": "",
    "<pre class='highlight javascript'><code>{}</code></pre>": "javascript",
    "<pre class=r><code>{}</code></pre>": "r",
    "<pre><code class='makeup elixir'>{}</code></pre>": "elixir",
    "<pre class='rust rust-example-rendered'><code>{}</code></pre>": "rust",
    "<pre><code class='python hljs'>{}</code></pre>": "python",
    "<div class='mw-highlight mw-highlight-lang-lua mw-content-ltr'><pre>{}</pre></div>": "lua",
    "<pre lang=php>{}</pre>": "php",
    "<pre lang=en>{}</pre>": "",
    "<pre lang=cs>{}</pre>": "",
    "<pre data-lang=en>{}</pre>": "",
    "<article data-lang=en><pre>{}</pre></article>": "",
    "<pre language=bash><code>{}</code></pre>": "bash",
    "<pre syntax=Python>{}</pre>": "Python",
    "<pre data-syntax=swift><code>{}</code></pre>": "swift",
    "<pre data-syntaxhighlighter-params='brush: bash; gutter: false'>{}</pre>": "bash",
    "<pre data-enlighter-language=php>{}</pre>": "php",
    "<pre class=code-java>{}</pre>": "java",
    "<pre class=code-quality>{}</pre>": "",
    "<pre class=pretty>{}</pre>": "",
    "<pre class='language-plaintext'>{}</pre>": "",
    "<pre class=highlight-box>{}</pre>": "",
    "<pre>{}</pre>": "",
}


@pytest.mark.parametrize("html", LANGUAGES)
def test_a_fence_tells_the_language(html):
    written = markdown(html.format("go()\n  stop()"))
    assert re.match(r"```(.*)\n", written)[1] == LANGUAGES[html]
    assert written.endswith("go()\n  stop()\n```")


def test_the_language_of_a_page_is_none_of_its_code():
    html = "<div class=lang-en><p>A<p>B<p>C<pre>go()</pre></div>"
    assert markdown(html).endswith("C\n\n```\ngo()\n```")


@pytest.mark.parametrize(("n_between", "language"), [(2, "go"), (3, "")])
def test_a_language_is_looked_for_in_four_elements(n_between, language):
    html = f"<div class=language-go>{'<div>' * n_between}<pre>go()"
    assert markdown(html) == f"```{language}\ngo()\n```"
