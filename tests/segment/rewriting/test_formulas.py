"""Formulas as the web has them, each by the sentence that it stands in."""

import pytest
from turbohtml import parse

from boilerclf.segment import segment_html
from boilerclf.segment.rewriting.formulas import MAX_FORMULAS, formula

TEX = "<annotation encoding='application/x-tex'>{}</annotation>"
HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
SQUARE = "<msup><mi>x</mi><mn>2</mn></msup>"

LINES = {
    "a fraction": (HALF, "1/2"),
    "a fraction of sums": (
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>",
        "(a+b)/c",
    ),
    "a power": (f"<mi>m</mi>{SQUARE}", "mx^2"),
    "what follows a script": (f"{SQUARE}<mi>y</mi>", "x^2 y"),
    "both scripts": ("<msubsup><mi>x</mi><mi>i</mi><mn>10</mn></msubsup>", "x_i^10"),
    "an empty script": ("<msubsup><mi>x</mi><none/><mn>2</mn></msubsup>", "x^2"),
    "limits": (
        "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
        "∑_(i=1)^n",
    ),
    "an accent": ("<mover><mi>v</mi><mo>→</mo></mover>", "v→"),
    "roots": ("<msqrt><mi>a</mi><mo>+</mo><mn>1</mn></msqrt>", "√(a+1)"),
    "a cube root": ("<mroot><mi>a</mi><mn>3</mn></mroot>", "√[3]a"),
    "a function": ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", "sin x"),
    "a matrix": (
        "<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
        "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>)</mo>",
        "(1, 2; 3, 4)",
    ),
    "words": ("<mtext> if  not </mtext><mi>x</mi>", "if not x"),
    "nothing": ("<mphantom><mi>x</mi></mphantom><mspace/>", ""),
    "text alone": ("a = 1", "a = 1"),
    "very deep": ("<mrow>" * 400 + SQUARE, "x2"),
}


@pytest.mark.parametrize("case", LINES)
def test_mathml_on_one_line(case):
    markup, line = LINES[case]
    assert formula(parse(f"<math>{markup}</math>").select_one("math")) == line


TOLD = {
    "annotation": (f"<math><semantics>{HALF}{TEX.format('1/2')}</semantics></math>", "$1/2$"),
    "alttext": (f"<math alttext='\\frac{{1}}{{2}}'>{HALF}</math>", "$\\frac{1}{2}$"),
    "on lines of its own": (f"<math display=block alttext='x'>{HALF}</math>", "$$x$$"),
    "a style around it": ("<math alttext='{\\displaystyle {a}}'></math>", "${a}$"),
    "a style before it": ("<math alttext='\\textstyle a\nb'></math>", "$a b$"),
    "no style": ("<math alttext='{\\displaystylex}'></math>", "${\\displaystylex}$"),
    "dollar signs of its own": ("<math alttext='$x$'></math>", "$x$"),
    "other annotations": (
        f"<math><semantics>{HALF}<annotation>no</annotation></semantics></math>",
        "1/2",
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_tex_of_mathml(case):
    markup, text = TOLD[case]
    assert formula(parse(markup).select_one("math")) == text


MATHML = f"<math><semantics><mrow>{SQUARE}</mrow>{TEX.format('x^2')}</semantics></math>"
PLAIN = f"<math>{SQUARE}</math>"

PAGES = {
    "Wikipedia": (
        "<span class=mwe-math-element><span class='mwe-math-mathml-inline mwe-math-mathml-a11y' "
        f"style='display: none;'>{MATHML}</span><img class=mwe-math-fallback-image-inline "
        "aria-hidden=true alt='{\\displaystyle x^2}'></span>",
        "$x^2$",
    ),
    "Wikipedia, the picture alone": ("<img class=mwe-math-fallback-image-inline alt=x^2>", "$x^2$"),
    "hidden by a style sheet": (
        "<style>.a11y{display:none}</style>"
        f"<span><span class=a11y>{MATHML}</span><img alt=x></span>",
        "$x^2$",
    ),
    "KaTeX": (
        f"<span class=katex><span class=katex-mathml>{MATHML}</span>"
        "<span class=katex-html aria-hidden=true><span>x</span><span>2</span></span></span>",
        "$x^2$",
    ),
    "MathJax 2": (
        "<span class=MathJax_Preview></span><span class=MathJax role=presentation><nobr aria-hidden"
        f"=true><span>x2</span></nobr><span class=MJX_Assistive_MathML>{PLAIN}</span></span>",
        "x^2",
    ),
    "MathJax 2 with its script": (
        "<span class=MathJax_Preview>[x2]</span><span class=MathJax><nobr aria-hidden=true>x2"
        f"</nobr><span>{PLAIN}</span></span><script type='math/tex'>x^2</script>",
        "$x^2$",
    ),
    "MathJax 2 before it has run": ("<script type='math/tex'>x^2</script>", "$x^2$"),
    "the same, on lines of its own": ("<script type='math/tex; mode=display'>x</script>", "$$x$$"),
    "MathJax 3": (
        "<mjx-container jax=CHTML><mjx-math aria-hidden=true><mjx-mi><mjx-c></mjx-c>x</mjx-mi>"
        f"</mjx-math><mjx-assistive-mml>{PLAIN}</mjx-assistive-mml></mjx-container>",
        "x^2",
    ),
    "WordPress": ("<img class=latex alt='x^2'>", "$x^2$"),
    "Zhihu": ("<img src='https://a.example/equation?tex=x' alt='x^2' eeimg=1>", "$x^2$"),
    "CodeCogs": ("<img src='https://latex.codecogs.com/svg.image?x%5E2' alt=formula>", "$x^2$"),
    "no alt": ("<b>y</b><img class=latex>", "y"),
    "another picture": ("<b>y</b><img class=photo alt=no style='display:none'>", "y"),
}


@pytest.mark.parametrize("case", PAGES)
def test_formulas_stay_in_their_sentence_once(case):
    markup, text = PAGES[case]
    page = segment_html(f"<p>So {markup}, which <i>holds</i>.</p>")
    assert page.block_texts() == [f"So {text}, which holds."]
    assert not page.is_unseen.any()


def test_a_hidden_formula_of_which_no_copy_shows_stays_hidden():
    page = segment_html(f"<p>So <span hidden>{PLAIN}</span> it holds.<p hidden>{PLAIN}</p>")
    assert (page.block_texts(), page.is_unseen.tolist()) == (["So it holds.", "x^2"], [False, True])


def test_a_sentence_beside_is_no_copy():
    page = segment_html(f"<p><span>{PLAIN} <b>and</b></span> <i aria-hidden=true>or</i>")
    assert page.block_texts() == ["x^2 and or"]


def test_formulas_inside_a_formula_come_once():
    nested = f"<math><mtext>a <math>{SQUARE}</math></mtext></math>"
    assert segment_html(f"<p>{nested}</p>").block_texts() == ["ax^2"]


def test_more_formulas_than_are_looked_around():
    page = segment_html("<p>" + f"{PLAIN} " * (MAX_FORMULAS + 2))
    assert page.block_texts() == [" ".join(["x^2"] * (MAX_FORMULAS + 2))]
